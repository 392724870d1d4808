using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Ocpp.V16;

namespace Simulation.Logs;

/// <summary>
/// Keeps secrets out of the log: the AuthorizationKey that a CSMS sets with ChangeConfiguration, and the names and passwords in the URLs
/// of transfers. An action that OCPP 1.6 does not have may be one of these misspelt, and is treated as all of them.
/// </summary>
internal static class Redaction
{
    private const string SecretKey = "AuthorizationKey";

    private static ReadOnlySpan<byte> Escape => @"\u00"u8;

    private static readonly byte[] Withheld = Encoding.UTF8.GetBytes(
        "(withheld: a frame that names AuthorizationKey and is not a proper ChangeConfiguration)"
    );

    /// <summary>The frame as it may be logged.</summary>
    public static ReadOnlySpan<byte> Apply(string action, ReadOnlySpan<byte> utf8) =>
        MayHoldSecret(action, utf8) ? Redact(utf8)
        : action is "UpdateFirmware" or "GetDiagnostics" or "GetLog" or "SignedUpdateFirmware" || !IsKnown(action)
            ? UrlRedaction.Apply(utf8)
        : utf8;

    /// <summary>A quick look: false for all frames but the few that may hold a secret.</summary>
    public static bool MayHoldSecret(string action, ReadOnlySpan<byte> utf8) =>
        (action == "ChangeConfiguration" || !IsKnown(action)) && (ContainsSecretKey(utf8) || EscapesSecretKey(utf8));

    /// <summary>The frame with the value replaced. A frame too broken to find the value in is withheld as a whole.</summary>
    public static byte[] Redact(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return FindValue(utf8) is { } value
                ? [.. utf8[..value.Start.Value], .. "\"***\""u8, .. utf8[value.End.Value..]]
                : Withheld;
        }
        catch (JsonException)
        {
            return Withheld;
        }
    }

    private static Range? FindValue(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        Range? found = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
            {
                continue;
            }
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isValue)
            {
                // A value that is there twice, or is no plain text, is not worth a guess.
                if (found is not null || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return null;
                }
                found = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
            }
        }
        return found;
    }

    private static bool IsKnown(string action) => OcppAction.Find(action) is not null;

    // ASCII may be written as \u00XX: the charger reads the name either way, and a frame too broken for it may still name the key.
    private static bool EscapesSecretKey(ReadOnlySpan<byte> utf8) =>
        utf8.IndexOf(Escape) >= 0 && ContainsSecretKey(Unescaped(utf8));

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> utf8)
    {
        var plain = new byte[utf8.Length];
        var length = 0;
        for (var i = 0; i < utf8.Length; i++)
        {
            plain[length++] = utf8[i];
            if (
                utf8[i..].StartsWith(Escape)
                && utf8[(i + Escape.Length)..] is [var high, var low, ..]
                && Utf8Parser.TryParse([high, low], out byte character, out var digits, 'x')
                && digits == 2
            )
            {
                plain[length - 1] = character;
                i += Escape.Length + 1;
            }
        }
        return plain.AsSpan(0, length);
    }

    private static bool ContainsSecretKey(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i + SecretKey.Length <= utf8.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(utf8.Slice(i, SecretKey.Length), SecretKey))
            {
                return true;
            }
        }
        return false;
    }
}
