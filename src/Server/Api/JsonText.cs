using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Server.Api;

/// <summary>What the JSON reader lets pass, and only the one who asks for a string finds out.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("dD"u8);

    /// <summary>Where a text that is JSON otherwise holds what is no text, and why; null when it does not.</summary>
    public static (int Offset, string Why)? Problem(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return (FirstInvalid(json), "is not UTF-8: save it as UTF-8");
        }

        return MayEscapeSurrogates(json) && HalfPair(json) is { } offset
            ? (offset, "begins a text with half of a surrogate pair: such escapes (\\ud800 to \\udfff) come in pairs")
            : null;
    }

    /// <summary>The offset of the first byte that is not UTF-8.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        Span<char> chars = stackalloc char[256];
        var offset = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(utf8[offset..], chars, out var read, out _, replaceInvalidSequences: false);
            offset += read;
            if (status != OperationStatus.DestinationTooSmall)
            {
                return offset;
            }
        }
    }

    private static bool MayEscapeSurrogates(ReadOnlySpan<byte> json)
    {
        for (var rest = json; rest.IndexOf("\\u"u8) is >= 0 and var at; rest = rest[(at + 2)..])
        {
            if (at + 2 < rest.Length && Escapes.Contains(rest[at + 2]))
            {
                return true;
            }
        }

        return false;
    }

    private static int? HalfPair(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return (int)reader.TokenStartIndex;
            }
        }

        return null;
    }
}
