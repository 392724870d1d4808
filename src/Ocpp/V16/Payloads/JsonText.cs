using System.Text.Json;

namespace Ocpp.V16;

/// <summary>Questions about raw JSON text that the reader itself does not answer without throwing.</summary>
internal static class JsonText
{
    /// <summary>
    /// True when <c>\u</c> escapes hold half of a surrogate pair: legal in JSON, but no text. The input is valid JSON or
    /// any part of it.
    /// </summary>
    internal static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            int escape = json.IndexOf((byte)'\\');
            if (escape < 0)
            {
                return false;
            }
            json = json[escape..];
            if (!TryReadUnicodeEscape(json, out char first))
            {
                json = json[Math.Min(2, json.Length)..];
                continue;
            }
            json = json[6..];
            if (!char.IsSurrogate(first))
            {
                continue;
            }
            if (char.IsLowSurrogate(first) || !TryReadUnicodeEscape(json, out char second))
            {
                return true;
            }
            if (!char.IsLowSurrogate(second))
            {
                return true;
            }
            json = json[6..];
        }
    }

    /// <summary>The string under the reader; false when it holds half of a surrogate pair.</summary>
    internal static bool TryGetString(ref Utf8JsonReader reader, out string text)
    {
        bool isText = !reader.ValueIsEscaped || !HasLoneSurrogate(reader.ValueSpan);
        text = isText ? reader.GetString()! : "";
        return isText;
    }

    /// <summary>Unicode characters of the string under the reader.</summary>
    internal static int CountCharacters(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> raw = reader.ValueSpan;
        int count = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            byte b = raw[i];
            if (b == '\\')
            {
                if (TryReadUnicodeEscape(raw[i..], out char escaped))
                {
                    i += 5;
                    count += char.IsLowSurrogate(escaped) ? 0 : 1;
                    continue;
                }
                i++;
            }
            count += (b & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /// <summary>The first <paramref name="length"/> characters, without cutting a surrogate pair in half.</summary>
    internal static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static bool TryReadUnicodeEscape(ReadOnlySpan<byte> json, out char value)
    {
        value = default;
        if (json.Length < 6 || json[0] != '\\' || json[1] != 'u')
        {
            return false;
        }
        int code = 0;
        foreach (byte b in json[2..6])
        {
            if (!char.IsAsciiHexDigit((char)b))
            {
                return false;
            }
            code = (code << 4) | (b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
        }
        value = (char)code;
        return true;
    }
}
