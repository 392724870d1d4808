using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Csms;
using Ocpp;
using Server.Api;
using Server.Hosting;
using Server.Scenarios;
using Simulation.Scenarios;

namespace Server.Simulate;

/// <summary>
/// The files that a simulation leaves behind. They get their names when it is complete: one that is interrupted leaves
/// nothing, and what was there before stays.
/// </summary>
internal sealed class SimulationFiles : IDisposable
{
    private const string Timeline = "timeline.jsonl";
    private const string Wire = "wire.jsonl";
    private const string SessionTable = "sessions.csv";
    private const string Summary = "summary.json";
    private const string Partial = ".partial";
    private const int BufferBytes = 1 << 20;

    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private readonly string _directory;
    private readonly Dictionary<string, FileStream> _files = [];
    private readonly Utf8JsonWriter _line;

    private SimulationFiles(string directory)
    {
        _directory = directory;
        foreach (var name in (string[])[Timeline, Wire, SessionTable])
        {
            _files[name] = new FileStream(
                PathOf(name) + Partial,
                FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.Read,
                BufferBytes
            );
        }
        // A frame that a bad network has broken is written as text, all others as they are.
        _line = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    }

    /// <exception cref="StartFailureException">The directory cannot be written.</exception>
    public static SimulationFiles Create(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new SimulationFiles(directory);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException($"--out: '{directory}' cannot be written: {bad.Message}", bad);
        }
    }

    /// <summary>A line of the timeline.</summary>
    public void Add(TimelineEntry entry)
    {
        JsonSerializer.Serialize(_files[Timeline], ScenarioTimelineEntry.Of(entry), ApiJson.Options);
        _files[Timeline].WriteByte((byte)'\n');
    }

    /// <summary>A frame as it was on the wire.</summary>
    /// <param name="time">When it arrived, or left the CSMS.</param>
    /// <param name="chargerId">Whose it is.</param>
    /// <param name="direction">out: from the charger; in: to it.</param>
    /// <param name="utf8">The frame.</param>
    public void AddFrame(Instant time, string chargerId, ReadOnlySpan<byte> direction, ReadOnlySpan<byte> utf8)
    {
        var file = _files[Wire];
        _line.Reset(file);
        _line.WriteStartObject();
        _line.WriteString("time"u8, time.ToUtc());
        _line.WriteString("chargerId"u8, chargerId);
        _line.WriteString("direction"u8, direction);
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
        file.WriteByte((byte)'\n');
    }

    /// <summary>The table of sessions as the CSMS knows them.</summary>
    public void Add(IEnumerable<CsmsSession> sessions)
    {
        using var table = new StreamWriter(_files[SessionTable], leaveOpen: true) { NewLine = "\n" };
        table.WriteLine(
            "charger_id,evse_id,transaction_id,id_tag,started_at,stopped_at,meter_start_wh,meter_stop_wh,energy_wh,soc_percent,samples,reason,state"
        );
        foreach (var it in sessions)
        {
            table.WriteLine(
                string.Join(
                    ',',
                    Cell(it.ChargePointId),
                    it.ConnectorId,
                    it.TransactionId,
                    Cell(it.IdTag ?? ""),
                    Time(it.StartedAt),
                    Time(it.StoppedAt),
                    it.MeterStartWh,
                    it.MeterStopWh,
                    Number(it.EnergyWh),
                    Number(it.SocPercent),
                    it.SampleCount,
                    it.Reason,
                    it.State
                )
            );
        }
    }

    /// <summary>Gives the files their names, and the summary with the hash of each.</summary>
    public string Complete(SimulationOutcome outcome)
    {
        var json = JsonSerializer.SerializeToNode(outcome, ApiJson.Options)!;
        json["end"] = outcome.End.ToString().ToLowerInvariant();
        var hashes = new System.Text.Json.Nodes.JsonObject();
        foreach (var (name, file) in _files)
        {
            file.Flush();
            file.Position = 0;
            hashes[name] = new System.Text.Json.Nodes.JsonObject
            {
                ["bytes"] = file.Length,
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file)),
            };
            file.Dispose();
            File.Move(PathOf(name) + Partial, PathOf(name), overwrite: true);
        }
        json["files"] = hashes;
        _files.Clear();
        var text = json.ToJsonString(Indented).ReplaceLineEndings("\n");
        File.WriteAllText(PathOf(Summary), text + "\n");
        return text;
    }

    public void Dispose()
    {
        _line.Reset(Stream.Null);
        foreach (var (name, file) in _files)
        {
            file.Dispose();
            File.Delete(PathOf(name) + Partial);
        }
        _line.Dispose();
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
