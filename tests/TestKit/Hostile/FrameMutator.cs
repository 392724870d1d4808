using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit.Hostile;

/// <summary>
/// Breaks frames: their elements, the fields of their payloads, their text and their bytes. What JSON's own tools would not write (numbers
/// without end, halves of characters, a field twice) is put in afterwards, in the place of a mark.
/// </summary>
public sealed class FrameMutator(Dice dice)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] Names =
    [
        "Reset",
        "reset",
        "Heartbeat",
        "BootNotification",
        "FlyToTheMoon",
        "",
        "\u0000",
    ];
    private static readonly string[] Raw =
    [
        "null",
        "true",
        "7",
        "-1",
        "\"7\"",
        "[]",
        "{}",
        "[[]]",
        "{\"a\":1,\"a\":2}",
        "1e999",
        "-1e999",
        "-0",
        "-0.0",
        "5.0",
        "1E+2",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "0.00000000000000000000000000000000001",
        "0.1000000000000001",
        "1.05",
        "01",
        "+1",
        ".5",
        "NaN",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u0000\"",
        "\"\\x\"",
        "\"\t\"",
        "\"\u2028\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"2026-01-01T00:00:00+99:99\"",
        "\"9999-12-31T23:59:59-23:59\"",
        "\"\"",
        "/* comment */ 1",
        "1,",
    ];
    private static readonly byte[][] BadBytes =
    [
        [0xFF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF5, 0x80, 0x80, 0x80],
        [0x80],
        [0],
    ];

    private readonly List<string> _raw = [];

    /// <summary>A frame with one to three things wrong with it, or none by chance.</summary>
    public byte[] Mutate(JsonArray frame)
    {
        _raw.Clear();
        var broken = (JsonArray)frame.DeepClone();
        for (int i = 1 + dice.Below(3); i > 0; i--)
        {
            Break(broken);
        }
        byte[] bytes = Encoding.UTF8.GetBytes(Written(broken));
        return dice.Chance(0.15) ? BreakBytes(bytes) : bytes;
    }

    private void Break(JsonArray frame)
    {
        switch (dice.Below(12))
        {
            case 0 when frame.Count > 0:
                frame[0] = Mark(
                    dice.Any("0", "1", "3", "4", "5", "-1", "2.0", "\"2\"", "null", "1e999", "[2]", "2147483648")
                );
                break;
            case 1 when frame.Count > 1:
                frame[1] = Mark(AnyId());
                break;
            case 2 when frame.Count > 2:
                frame[2] = dice.Chance(0.5) ? dice.Any(Names) : Mark(AnyRaw());
                break;
            case 3 when frame.Count > 1:
                frame[^1] = Mark(AnyRaw());
                break;
            case 4 when frame.Count > 1:
                frame.RemoveAt(dice.Below(frame.Count));
                break;
            case 5:
                frame.Insert(dice.Below(frame.Count + 1), Mark(AnyRaw()));
                break;
            default:
                BreakField(frame);
                break;
        }
    }

    private void BreakField(JsonArray frame)
    {
        List<JsonObject> objects = [];
        Collect(frame, objects);
        if (objects.Count == 0)
        {
            return;
        }
        JsonObject place = dice.Any(objects);
        if (place.Count == 0 || dice.Chance(0.15))
        {
            place[dice.Any("surplus", "connectorId", "CONNECTORID", "", "\u00e9", new string('n', 500))] = Mark(
                AnyRaw()
            );
            return;
        }
        string name = place.ElementAt(dice.Below(place.Count)).Key;
        switch (dice.Below(5))
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                // The same field once more.
                string value = place[name]?.ToJsonString(Plain) ?? "null";
                place[name] = Mark($"{value},{JsonSerializer.Serialize(name)}:{dice.Any(value, AnyRaw())}");
                break;
            case 2:
                JsonNode? moved = place[name]?.DeepClone();
                place.Remove(name);
                place[name.ToUpperInvariant()] = moved;
                break;
            case 3 when place[name] is JsonArray:
                place[name] = new JsonArray();
                break;
            default:
                place[name] = Mark(AnyRaw());
                break;
        }
    }

    private string AnyId() =>
        dice.Below(4) switch
        {
            0 => $"\"{new string('i', dice.Any(0, 36, 37, 5_000))}\"",
            1 => $"\"{string.Concat(Enumerable.Repeat("😀", dice.Any(1, 18, 19, 36)))}\"",
            2 => "\"-1\"",
            _ => AnyRaw(),
        };

    private string AnyRaw() =>
        dice.Below(12) switch
        {
            0 => Nested(dice.Any(5, 60, 61, 62, 63, 64, 65, 300, 20_000)),
            1 => new string('9', dice.Any(11, 30, 400, 20_000)),
            2 => $"\"{new string(dice.Any('x', 'é'), dice.Any(21, 51, 256, 501, 10_001, 60_000))}\"",
            3 => $"[{string.Join(',', Enumerable.Repeat("{}", dice.Any(1, 101, 3_000)))}]",
            _ => dice.Any(Raw),
        };

    private string Nested(int depth)
    {
        (string open, string close) = dice.Chance(0.5) ? ("[", "]") : ("{\"a\":", "}");
        string middle = dice.Chance(0.8) ? "1" : "";
        string end = dice.Chance(0.8) ? string.Concat(Enumerable.Repeat(close, depth)) : "";
        return string.Concat(Enumerable.Repeat(open, depth)) + middle + end;
    }

    private string Mark(string raw)
    {
        _raw.Add(raw);
        return $"@@{_raw.Count - 1}@@";
    }

    // A mark may hold another mark: the last one made is put in first.
    private string Written(JsonArray frame)
    {
        string text = frame.ToJsonString(Plain);
        for (int i = _raw.Count - 1; i >= 0; i--)
        {
            text = text.Replace($"\"@@{i}@@\"", _raw[i], StringComparison.Ordinal);
        }
        return text;
    }

    private byte[] BreakBytes(byte[] bytes)
    {
        int at = dice.Below(bytes.Length + 1);
        switch (dice.Below(6))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes, .. bytes];
            case 2:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 3:
                return [.. Enumerable.Repeat((byte)' ', dice.Any(1, 5_000)), .. bytes, .. "\r\n\t "u8];
            case 4:
                return [.. bytes[..at], .. dice.Any(BadBytes), .. bytes[at..]];
            default:
                for (int i = 1 + dice.Below(6); i > 0 && bytes.Length > 0; i--)
                {
                    bytes[dice.Below(bytes.Length)] = (byte)dice.Below(256);
                }
                return bytes;
        }
    }

    private static void Collect(JsonNode? node, List<JsonObject> into)
    {
        switch (node)
        {
            case JsonObject it:
                into.Add(it);
                foreach ((_, JsonNode? value) in it)
                {
                    Collect(value, into);
                }
                break;
            case JsonArray it:
                foreach (JsonNode? value in it)
                {
                    Collect(value, into);
                }
                break;
        }
    }
}
