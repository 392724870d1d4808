using System.Text;
using System.Text.Json;

namespace Simulation.Logs;

/// <summary>
/// Keeps secrets out of the log: the AuthorizationKey that a CSMS sets with ChangeConfiguration, and the names and passwords in the URLs
/// of transfers.
/// </summary>
internal static class Redaction
{
    private const string SecretKey = "AuthorizationKey";

    private static readonly byte[] Withheld = Encoding.UTF8.GetBytes(
        "(withheld: a frame that names AuthorizationKey and is not a proper ChangeConfiguration)"
    );

    /// <summary>The frame as it may be logged.</summary>
    public static ReadOnlySpan<byte> Apply(string action, ReadOnlySpan<byte> utf8) =>
        MayHoldSecret(action, utf8) ? Redact(utf8)
        : action is "UpdateFirmware" or "GetDiagnostics" or "GetLog" or "SignedUpdateFirmware" or ""
            ? UrlRedaction.Apply(utf8)
        : utf8;

    /// <summary>A quick look: false for all frames but the few that may hold a secret.</summary>
    public static bool MayHoldSecret(string action, ReadOnlySpan<byte> utf8) =>
        action is "ChangeConfiguration" or "" && ContainsSecretKey(utf8);

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
