using System.Text;
using ChargePoints;
using Ocpp;
using Simulation.Logs;

namespace Simulation.Transfers;

/// <summary>A file of lines that is cut when it grows too long.</summary>
internal sealed class TextFile(ChargePointSnapshot snapshot)
{
    /// <summary>Characters that a file may have.</summary>
    public const int MaxLength = 8_000_000;

    private readonly StringBuilder _text = new();
    private bool _full;

    public void Line(string line = "")
    {
        if (_full)
        {
            return;
        }
        if (_text.Length + line.Length > MaxLength)
        {
            _full = true;
            line = "(cut here: the file would be too long)";
        }
        _text.Append(line).Append('\n');
    }

    public void Section(string title)
    {
        Line();
        Line($"== {title}");
    }

    /// <summary>A line of the log; times by the charger's clock.</summary>
    public void Entry(LogEntry entry)
    {
        var parts = new List<string>(10) { Clock(entry.Time), entry.Category.ToString(), entry.Type };
        Add(parts, entry.Direction == LogDirection.None ? null : entry.Direction.ToString());
        Add(parts, entry.EvseId is { } evse ? $"evse={evse}" : null);
        Add(parts, entry.Action);
        Add(parts, entry.MessageId);
        Add(parts, entry.RoundTripMs is { } ms ? $"{ms:0.#}ms" : null);
        Add(parts, entry.Problem is { } problem ? $"[{problem}]" : null);
        Add(parts, entry.Payload);
        Line(string.Join(' ', parts).ReplaceLineEndings(" "));
    }

    /// <summary>An instant by the charger's clock.</summary>
    public string Clock(Instant instant) => (instant + snapshot.ClockOffset).ToString();

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private static void Add(List<string> parts, string? part)
    {
        if (!string.IsNullOrEmpty(part))
        {
            parts.Add(part);
        }
    }
}
