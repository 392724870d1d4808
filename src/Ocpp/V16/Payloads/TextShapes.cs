using System.Text.Json;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>A string.</summary>
public sealed class TextShape : Shape
{
    internal TextShape(int? maxLength) => MaxLength = maxLength;

    /// <summary>Most Unicode characters; null for no limit.</summary>
    public int? MaxLength { get; }

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be a string");
        }
        return MaxLength is not { } most
            || reader.ValueSpan.Length <= most
            || JsonText.CountCharacters(ref reader) <= most
            || Fail(ref error, RpcErrorCode.PropertyConstraintViolation, $"must have at most {most} characters");
    }
}

/// <summary>A string that is one of an enum's wire names.</summary>
public abstract class EnumShape : Shape
{
    private protected EnumShape() { }

    /// <summary>The names.</summary>
    public abstract IReadOnlyList<string> Names { get; }
}

/// <inheritdoc/>
internal sealed class EnumShape<T> : EnumShape
    where T : struct, Enum
{
    internal static readonly EnumShape<T> Instance = new();

    public override IReadOnlyList<string> Names => OcppEnumTable<T>.Wire;

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be a string");
        }
        return OcppEnumTable<T>.TryFind(ref reader, out _)
            || Fail(
                ref error,
                RpcErrorCode.PropertyConstraintViolation,
                $"must be one of {string.Join(", ", OcppEnumTable<T>.Wire)}"
            );
    }
}

/// <summary>A string with an ISO 8601 date and time; see <see cref="OcppDateTime"/>.</summary>
public sealed class DateTimeShape : Shape
{
    internal DateTimeShape() { }

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be a string");
        }
        return OcppDateTime.TryRead(ref reader, out _)
            || Fail(
                ref error,
                RpcErrorCode.PropertyConstraintViolation,
                "must be a date and time such as 2026-01-31T12:00:00Z"
            );
    }
}

/// <summary>A string with an absolute URI: a scheme, a colon, and neither blanks nor control characters.</summary>
public sealed class UriShape : Shape
{
    internal UriShape() { }

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be a string");
        }
        return IsAbsolute(reader.GetString()!)
            || Fail(
                ref error,
                RpcErrorCode.PropertyConstraintViolation,
                "must be an absolute URI such as https://example.com/path"
            );
    }

    private static bool IsAbsolute(string text)
    {
        int colon = text.IndexOf(':');
        if (colon <= 0 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isAllowed = i < colon ? char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' : c > ' ' && c != 0x7F;
            if (!isAllowed)
            {
                return false;
            }
        }
        return true;
    }
}
