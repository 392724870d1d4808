using System.Globalization;
using System.Text.Json;
using Ocpp.V16;
using Server.Api;
using Server.Hosting;
using Simulation.Replay;

namespace Server.Replay;

/// <summary>What a replay has shown: in words for a person, and as a file for a program.</summary>
internal sealed class ReplayReport
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private readonly string? _file;

    private ReplayReport(string? file) => _file = file;

    /// <exception cref="StartFailureException">It cannot be written: told before anything is sent.</exception>
    public static ReplayReport Create(string? directory)
    {
        if (directory is null)
        {
            return new(null);
        }
        try
        {
            Directory.CreateDirectory(directory);
            var file = Path.Combine(directory, "replay.json");
            // No old report stays.
            File.WriteAllText(file, "");
            return new(file);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException($"The report cannot be written: {bad.Message}", bad);
        }
    }

    public void Complete(string identity, ReplayEnd end)
    {
        foreach (var line in Lines(end))
        {
            Console.Out.WriteLine(string.Concat(line.Select(it => char.IsControl(it) ? ' ' : it)));
        }
        if (_file is null)
        {
            return;
        }
        try
        {
            File.WriteAllText(_file, JsonSerializer.Serialize(View(identity, end), Indented) + "\n");
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"'{_file}' cannot be written: {full.Message}", full);
        }
    }

    private static IEnumerable<string> Lines(ReplayEnd end)
    {
        foreach (var call in end.Result?.Calls ?? [])
        {
            var what = $"line {call.Call.Line} {call.Call.Action}";
            if (call.Verdict == ReplayVerdict.Missing)
            {
                yield return $"MISSING {what}: there is no answer now";
            }
            foreach (var it in call.Differences)
            {
                yield return $"DIFFERS {what} {it.Pointer}: {it.Then ?? "(nothing)"} then, {it.Now ?? "(nothing)"} now";
            }
        }
        foreach (var it in end.Result?.CsmsCalls ?? [])
        {
            if (it.Then != it.Now || it.Refused > 0)
            {
                var refused = it.Refused > 0 ? $", {it.Refused} refused: the log has no answer to it" : "";
                yield return $"The CSMS has called {it.Action} {it.Then} times then, {it.Now} now{refused}";
            }
        }
        if (end.Closed is { } closed)
        {
            yield return end.Result is null ? $"Not connected: {closed}" : $"The connection ended early: {closed}";
        }
        if (end.Result is { } result)
        {
            var of = result.Calls.CountBy(it => it.Verdict).ToDictionary();
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Count(ReplayVerdict.Equal)} answers equal, {Count(ReplayVerdict.Differs)} differ, {Count(ReplayVerdict.Missing)} missing, {Count(ReplayVerdict.NotRecorded)} not recorded, {Count(ReplayVerdict.NotSent)} calls not sent"
            );

            int Count(ReplayVerdict verdict) => of.GetValueOrDefault(verdict);
        }
    }

    private static object View(string identity, ReplayEnd end) =>
        new
        {
            ChargerId = identity,
            Connected = end.Result is not null,
            end.Closed,
            end.Interrupted,
            Same = end.Result?.IsSame ?? false,
            Strays = end.Result?.Strays ?? 0,
            Calls = (end.Result?.Calls ?? []).Select(it => new
            {
                it.Call.Line,
                OffsetSeconds = it.Call.Offset.TotalSeconds,
                it.Call.Action,
                Verdict = JsonNamingPolicy.KebabCaseLower.ConvertName($"{it.Verdict}"),
                RoundTripMs = it.RoundTrip?.TotalMilliseconds,
                Then = Answer(it.Call.Answer),
                Now = Answer(it.Now),
                it.Differences,
            }),
            CsmsCalls = end.Result?.CsmsCalls ?? [],
        };

    private static object? Answer(RecordedAnswer? answer) =>
        answer switch
        {
            null => null,
            { ErrorCode: { } code } => new { ErrorCode = OcppEnum.Name(code), answer.ErrorDescription },
            _ => answer.Payload,
        };
}
