using System.Globalization;
using System.Runtime.CompilerServices;

namespace Server.Metrics;

/// <summary>Labels as they are in the text, without braces: <c>action="Heartbeat",type="call"</c>.</summary>
internal static class LabelText
{
    public static void Write(
        ref DefaultInterpolatedStringHandler text,
        scoped ReadOnlySpan<KeyValuePair<string, object?>> tags
    )
    {
        for (var i = 0; i < tags.Length; i++)
        {
            text.AppendLiteral(i == 0 ? "" : ",");
            text.AppendLiteral(IsName(tags[i].Key) ? tags[i].Key : MetricName.Label(tags[i].Key));
            text.AppendLiteral("=\"");
            switch (tags[i].Value)
            {
                case string value:
                    WriteValue(ref text, value);
                    break;
                case bool value:
                    text.AppendLiteral(value ? "true" : "false");
                    break;
                case var value:
                    WriteValue(ref text, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
            text.AppendLiteral("\"");
        }
    }

    // Backslash, quote and line feed are what the format escapes; other characters go as they are.
    private static void WriteValue(ref DefaultInterpolatedStringHandler text, scoped ReadOnlySpan<char> value)
    {
        while (value.IndexOfAny('\\', '"', '\n') is var at and >= 0)
        {
            text.AppendFormatted(value[..at]);
            text.AppendLiteral(
                value[at] switch
                {
                    '\n' => "\\n",
                    '"' => "\\\"",
                    _ => "\\\\",
                }
            );
            value = value[(at + 1)..];
        }
        text.AppendFormatted(value);
    }

    private static bool IsName(string key)
    {
        foreach (var letter in key)
        {
            if (!char.IsAsciiLetter(letter) && letter != '_')
            {
                return false;
            }
        }
        return key.Length > 0;
    }
}
