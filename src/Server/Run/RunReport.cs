using System.Globalization;
using System.Text;
using System.Text.Json;
using Ocpp;
using Server.Api;
using Server.Hosting;
using Server.Import;
using Server.Scenarios;
using Server.Truth;
using Simulation.Logs;
using Simulation.Scenarios;
using Simulation.Truth;

namespace Server.Run;

/// <summary>The files that a run leaves behind: written as it goes, so that a run that is killed leaves what it had.</summary>
internal sealed class RunReport : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private readonly string? _directory;
    private readonly string? _junit;
    private readonly Lock _wireGate = new();
    private readonly FileStream? _timeline;
    private readonly FileStream? _wire;
    private readonly Utf8JsonWriter? _line;
    private long _messages;

    private RunReport(string? directory, string? junit)
    {
        (_directory, _junit) = (directory, junit);
        if (junit is not null)
        {
            // A pipeline learns at once that it cannot be written, and no old report stays.
            File.WriteAllText(junit, "");
        }
        if (directory is not null)
        {
            Directory.CreateDirectory(directory);
            _timeline = new FileStream(PathOf("timeline.jsonl"), FileMode.Create, FileAccess.Write, FileShare.Read);
            _wire = new FileStream(PathOf("wire.jsonl"), FileMode.Create, FileAccess.Write, FileShare.Read);
            // A frame that a bad network has broken is written as text, all others as they are.
            _line = new Utf8JsonWriter(_wire, new JsonWriterOptions { SkipValidation = true });
        }
    }

    /// <summary>Frames in both directions.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <exception cref="StartFailureException">A file cannot be written.</exception>
    public static RunReport Create(string? directory, string? junit)
    {
        try
        {
            return new RunReport(directory, junit);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException($"The report cannot be written: {bad.Message}", bad);
        }
    }

    /// <summary>A line of the timeline.</summary>
    public void Add(TimelineEntry entry)
    {
        if (_timeline is not null)
        {
            JsonSerializer.Serialize(_timeline, ScenarioTimelineEntry.Of(entry), ApiJson.Options);
            _timeline.WriteByte((byte)'\n');
        }
    }

    /// <summary>A frame, on the thread of any loop.</summary>
    public void Add(Instant time, string chargerId, LogDirection direction, ReadOnlySpan<byte> utf8)
    {
        Interlocked.Increment(ref _messages);
        if (_line is null)
        {
            return;
        }
        lock (_wireGate)
        {
            _line.Reset(_wire!);
            _line.WriteStartObject();
            _line.WriteString("time"u8, time.ToUtc());
            _line.WriteString("chargerId"u8, chargerId);
            _line.WriteString("direction"u8, direction == LogDirection.Out ? "out"u8 : "in"u8);
            _line.WritePropertyName("frame"u8);
            if (FrameText.IsJson(utf8))
            {
                _line.WriteRawValue(utf8, skipInputValidation: true);
            }
            else
            {
                _line.WriteStringValue(Encoding.UTF8.GetString(utf8));
            }
            _line.WriteEndObject();
            _line.Flush();
            _wire!.WriteByte((byte)'\n');
        }
    }

    /// <summary>Writes what is known at the end.</summary>
    public async Task CompleteAsync(RunOutcome outcome, IReadOnlyList<ChargerTransaction> transactions, RunTruth truth)
    {
        if (_junit is not null)
        {
            // Without a byte order mark, on which some readers stumble.
            await using var writer = new StreamWriter(_junit, append: false, new UTF8Encoding(false));
            JUnitReport.Of(outcome).Save(writer);
        }
        if (_directory is null)
        {
            return;
        }
        WriteSessions(transactions);
        await using (var file = File.Create(PathOf("truth.json")))
        {
            await TruthFile.WriteJsonAsync(file, truth, CancellationToken.None);
        }
        await File.WriteAllTextAsync(PathOf("summary.json"), JsonSerializer.Serialize(outcome, Indented) + "\n");
    }

    public void Dispose()
    {
        _line?.Reset(Stream.Null);
        _line?.Dispose();
        _wire?.Dispose();
        _timeline?.Dispose();
    }

    // As meters and queues of the chargers had them; what the CSMS made of them is its own affair.
    private void WriteSessions(IReadOnlyList<ChargerTransaction> transactions)
    {
        using var table = new StreamWriter(PathOf("sessions.csv")) { NewLine = "\n" };
        table.WriteLine(
            "charger_id,evse_id,id_tag,started_at,stopped_at,meter_start_wh,meter_stop_wh,delivered_wh,start,stop"
        );
        foreach (
            var it in transactions
                .OrderBy(it => it.ChargerId, StringComparer.Ordinal)
                .ThenBy(it => it.EvseId)
                .ThenBy(it => it.StartedAt)
        )
        {
            var delivered = (it.RegisterAtStopMilliWh - it.RegisterAtStartMilliWh) / 1000.0;
            table.WriteLine(
                string.Join(
                    ',',
                    Cell(it.ChargerId),
                    it.EvseId,
                    Cell(it.IdTag),
                    Time(it.StartedAt),
                    Time(it.StoppedAt),
                    it.MeterStartWh,
                    it.MeterStopWh,
                    delivered?.ToString("0.###", CultureInfo.InvariantCulture),
                    Fate(it.Start),
                    Fate(it.Stop)
                )
            );
        }
    }

    private string PathOf(string name) => Path.Combine(_directory!, name);

    private static string Fate(MessageFate fate) =>
        fate switch
        {
            MessageFate.Delivered => "delivered",
            MessageFate.GivenUp => "given-up",
            MessageFate.Queued => "queued",
            _ => "",
        };

    private static string Cell(string text)
    {
        text = CsvFormula.Guard(text);
        return text.AsSpan().IndexOfAny(",;\"") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? "";
}
