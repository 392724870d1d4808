using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bench;

/// <summary>
/// Two locations of N running chargers each, transactions on a third of them, and the active one changes again and again.
/// Each time: how long until the former's chargers have stopped and the new ones' are booted, whether every transaction was
/// reported with its reason or (every fifth time, keepPrevious) goes on, and what is left of sockets and memory.
/// </summary>
internal static class SwitchBenchmark
{
    private const int KeepEvery = 5;
    private const int Warm = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly string[] Locations = ["default", "second"];

    public static async Task<int> RunAsync(string serverDll, int n, int switches, CancellationToken stop)
    {
        if (!Simulator.IsThere(serverDll))
            return 2;
        var directory = Directory.CreateTempSubdirectory("bench-");
        var probe = new HeapProbe(directory.FullName);
        int port = Simulator.FreePort();
        await using var server = MeasuredProcess.Start(
            [
                serverDll,
                "--urls",
                $"http://127.0.0.1:{port}",
                "--data-dir",
                Path.Combine(directory.FullName, "data"),
                "--no-demo",
            ],
            quiet: true,
            probe.Environment
        );
        server.IgnoreOutput();
        // A connection per request: what is left of sockets is the chargers' own.
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        using var api = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromMinutes(5),
        };
        await Simulator.UntilAsync(() => Simulator.IsHealthyAsync(api, stop), stop);
        await FillAsync(api, n, stop);

        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; 2 x {n:N0} chargers");
        Console.WriteLine();
        Console.WriteLine("| switch | to | answered | all booted | transactions | sockets | managed heap | RSS |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var runs = new List<Switched>();
        for (int i = 1; i <= switches; i++)
        {
            bool keep = i % KeepEvery == KeepEvery - 1;
            var (from, to) = (Locations[(i - 1) % 2], Locations[i % 2]);
            var run = await SwitchAsync(api, from, to, keep, n, stop);
            var (heap, sockets) = (await probe.CollectedAsync(stop), server.Sockets);
            runs.Add(run with { Heap = heap, Sockets = sockets });
            Console.WriteLine(
                $"| {i} | {to}{(keep ? ", former kept" : "")} | {run.Answered.TotalSeconds:0.0} s | {run.Booted.TotalSeconds:0.0} s "
                    + $"| {run.Outcome} | {sockets} | {heap / 1e6:0.0} MB | {server.ResidentBytes / 1e6:0} MB |"
            );
        }
        await server.TerminateAsync(TimeSpan.FromSeconds(30));
        directory.Delete(recursive: true);
        return Judge(runs);
    }

    private static int Judge(List<Switched> runs)
    {
        var slowest = runs.Max(run => run.Booted);
        Console.WriteLine();
        Console.WriteLine($"slowest switch {slowest.TotalSeconds:0.0} s, limit {Limit.TotalSeconds:0} s");
        bool good = slowest < Limit && runs.TrueForAll(run => run.Lost == 0);
        if (runs.Count > Warm)
        {
            var (warm, last) = (runs[Warm - 1], runs[^1]);
            Console.WriteLine(
                $"after switch {Warm} and {runs.Count}: heap {warm.Heap / 1e6:0.0} and {last.Heap / 1e6:0.0} MB, "
                    + $"sockets {warm.Sockets} and {last.Sockets}"
            );
        }
        return good ? 0 : 1;
    }

    private static async Task<Switched> SwitchAsync(
        HttpClient api,
        string from,
        string to,
        bool keep,
        int n,
        CancellationToken stop
    )
    {
        int charging = n / 3;
        var open = await OpenAsync(api, from, stop);
        await Parallel.ForAsync(
            1,
            charging + 1,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop },
            async (i, token) =>
            {
                string id = Id(from, i);
                if (!open.ContainsKey(id))
                    await Simulator.PostAsync(
                        api,
                        $"/chargers/{id}/evses/1/start-transaction",
                        new { idTag = $"TAG{i}" },
                        token
                    );
            }
        );
        await Simulator.UntilAsync(async () => (open = await OpenAsync(api, from, stop)).Count == charging, stop);

        long started = Stopwatch.GetTimestamp();
        await Simulator.PostAsync(
            api,
            $"/locations/activate/{to}?keepPrevious={(keep ? "true" : "false")}",
            new { },
            stop
        );
        var answered = Stopwatch.GetElapsedTime(started);
        await Simulator.UntilAsync(async () => await BootedAsync(api, to, stop) == n, stop);
        var booted = Stopwatch.GetElapsedTime(started);

        var left = await OpenAsync(api, from, stop);
        if (keep)
        {
            int goOn = open.Count(pair => left.GetValueOrDefault(pair.Key) == pair.Value);
            return new Switched(answered, booted, charging - goOn, $"{goOn} of {charging} go on");
        }
        var sessions = await api.GetFromJsonAsync<JsonElement>("/csms/sessions?open=false", stop);
        var reasons = sessions
            .EnumerateArray()
            .GroupBy(session => session.GetProperty("transactionId").GetInt32())
            .ToDictionary(group => group.Key, group => group.First().GetProperty("reason").GetString());
        int reported = open.Values.Count(transaction => reasons.GetValueOrDefault(transaction) == "Local");
        return new Switched(
            answered,
            booted,
            charging - reported + left.Count,
            $"{reported} of {charging} reported, Local"
        );
    }

    private static async Task FillAsync(HttpClient api, int n, CancellationToken stop)
    {
        await Simulator.PostAsync(api, "/locations", new { name = Locations[1] }, stop);
        foreach (string location in Locations.Reverse())
        {
            await Simulator.PostAsync(api, $"/locations/activate/{location}?keepPrevious=true", new { }, stop);
            await Simulator.PostAsync(
                api,
                "/import/chargers",
                Enumerable.Range(1, n).Select(i => new { id = Id(location, i), evses = new[] { new { id = 1 } } }),
                stop
            );
            await Simulator.PostAsync(api, "/chargers/start", new { all = true }, stop);
            await Simulator.UntilAsync(async () => await BootedAsync(api, location, stop) == n, stop);
        }
        // From kept to idle: active, and away from it again.
        await Simulator.PostAsync(api, $"/locations/activate/{Locations[1]}?keepPrevious=true", new { }, stop);
        await Simulator.PostAsync(api, $"/locations/activate/{Locations[0]}", new { }, stop);
    }

    private static async Task<int> BootedAsync(HttpClient api, string location, CancellationToken stop) =>
        (await api.GetFromJsonAsync<JsonElement>($"/chargers?locationId={location}", stop))
            .EnumerateArray()
            .Count(charger =>
                charger.GetProperty("connection").GetString() == "connected"
                && charger.GetProperty("registration").GetString() == "Accepted"
            );

    /// <summary>The open transactions of a location, by charger, as the CSMS has them.</summary>
    private static async Task<Dictionary<string, int>> OpenAsync(
        HttpClient api,
        string location,
        CancellationToken stop
    ) =>
        (await api.GetFromJsonAsync<JsonElement>("/csms/sessions?open=true", stop))
            .EnumerateArray()
            .Select(session =>
                (
                    Charger: session.GetProperty("chargePointId").GetString()!,
                    Transaction: session.GetProperty("transactionId").GetInt32()
                )
            )
            .Where(session => session.Charger.StartsWith($"{location}-", StringComparison.Ordinal))
            .ToDictionary(session => session.Charger, session => session.Transaction);

    private static string Id(string location, int number) => $"{location}-{number:0000}";

    private sealed record Switched(TimeSpan Answered, TimeSpan Booted, int Lost, string Outcome)
    {
        public long Heap { get; init; }

        public int? Sockets { get; init; }
    }
}
