using System.Collections.Frozen;
using Ocpp;

namespace Simulation.Replay;

/// <summary>Lines as many chargers and CSMSs log them: a time, a direction, and the frame at the end.</summary>
internal static class CommonLine
{
    private static readonly char[] Around = ['[', ']', '(', ')', '"', '\'', ',', ';', ':', '|'];

    // True: to the CSMS.
    private static readonly FrozenDictionary<string, bool> Directions = Words(
            true,
            "-> --> => >> > send sent sending out outgoing tx c->s cp->cs cp->csms"
        )
        .Concat(Words(false, "<- <-- <= << < recv receive received receiving in incoming rx s->c cs->cp csms->cp"))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static RecordedLine Read(int number, string line)
    {
        var start = FrameStart(line);
        var head = start < 0 ? line : line[..start];
        var words = head.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var directions = words
            .Select(word => word.Trim(Around))
            .Where(Directions.ContainsKey)
            .Select(word => Directions[word])
            .Distinct()
            .ToList();
        var hasTime = TryReadTime(words, out var time);
        if (start < 0)
        {
            // Other lines of the same program are none of ours, but a message that is misspelt is not passed over.
            return hasTime && directions.Count > 0 && line.AsSpan().ContainsAny('[', '{')
                ? RecordedLine.Wrong("there is no OCPP-J message ([2,…], [3,…] or [4,…]) after time and direction")
                : RecordedLine.None;
        }
        if (!hasTime)
        {
            return RecordedLine.Wrong("there is no date and time, as 2026-11-22T10:00:00.123Z, before the message");
        }
        if (directions.Count != 1)
        {
            return RecordedLine.Wrong(
                directions.Count == 0
                    ? "there is no direction (->, <-, sent, received, …) before the message"
                    : "the words before the message name both directions"
            );
        }
        var end = line.LastIndexOf(']') + 1;
        return RecordedLine.Of(number, time, null, directions[0], end > start ? line[start..end] : line[start..]);
    }

    // A bracket, 2, 3 or 4, and a comma: no date in brackets looks like that.
    private static int FrameStart(string line)
    {
        for (var at = line.IndexOf('['); at >= 0; at = line.IndexOf('[', at + 1))
        {
            var rest = line.AsSpan(at + 1).TrimStart();
            if (rest.Length > 1 && rest[0] is '2' or '3' or '4' && rest[1..].TrimStart() is [',', ..])
            {
                return at;
            }
        }
        return -1;
    }

    private static bool TryReadTime(string[] words, out Instant time)
    {
        time = default;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Trim(Around);
            if (
                RecordedLine.TryReadTime(word, out time)
                || (i + 1 < words.Length && RecordedLine.TryReadTime($"{word} {words[i + 1].Trim(Around)}", out time))
            )
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<KeyValuePair<string, bool>> Words(bool isFromCharger, string words) =>
        words.Split(' ').Select(word => KeyValuePair.Create(word, isFromCharger));
}
