using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bench;

/// <summary>
/// N chargers with two EVSEs each in the simulator, a transaction on each EVSE, MeterValues every 10 s, against the null
/// CSMS in another process; then the same frames from bare sockets against a fresh null CSMS.
/// </summary>
internal static class FleetBenchmark
{
    private const int EvsesPerCharger = 2;
    private static readonly TimeSpan MeterInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(string serverDll, int[] sizes, TimeSpan window, CancellationToken stop)
    {
        if (!Simulator.IsThere(serverDll))
            return 2;
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; steady state over {window.TotalSeconds:0} s"
        );
        Console.WriteLine();
        Console.WriteLine(
            "| chargers | all booted | RSS per charger | CPU of one core | CPU per charger-minute | calls/s | all stopped | floor: RSS per socket | floor: CPU of one core | CPU, simulator / floor |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (int n in sizes)
        {
            var (simulator, frame) = await MeasureSimulatorAsync(serverDll, n, window, stop);
            var floor = await MeasureFloorAsync(n, frame, window, stop);
            Console.WriteLine(
                $"| {n:N0} | {simulator.Booted.TotalSeconds:0.0} s | {simulator.RssPerCharger / 1024.0:0.0} KB "
                    + $"| {simulator.CpuShare:P1} | {simulator.CpuShare * 60_000 / n:0.00} ms | {simulator.CallsPerSecond:N0} "
                    + $"| {simulator.Stopped.TotalSeconds:0.0} s | {floor.RssPerCharger / 1024.0:0.0} KB | {floor.CpuShare:P1} "
                    + $"| {simulator.CpuShare / floor.CpuShare:0.0} |"
            );
        }
        return 0;
    }

    private static async Task<(Figures Figures, string Frame)> MeasureSimulatorAsync(
        string serverDll,
        int n,
        TimeSpan window,
        CancellationToken stop
    )
    {
        await using var csms = MeasuredProcess.StartSelf("null-csms");
        int csmsPort = int.Parse(await csms.ReadLineAsync(stop));
        string dataDir = Directory.CreateTempSubdirectory("bench-").FullName;
        int port = Simulator.FreePort();
        await using var server = MeasuredProcess.Start(
            [serverDll, "--urls", $"http://127.0.0.1:{port}", "--data-dir", dataDir, "--no-demo", "--no-csms"],
            quiet: true
        );
        server.IgnoreOutput();
        using var api = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromMinutes(5),
        };
        await Simulator.UntilAsync(() => Simulator.IsHealthyAsync(api, stop), stop);
        await Task.Delay(TimeSpan.FromSeconds(2), stop);
        long emptyRss = server.ResidentBytes;

        await ImportAsync(api, n, csmsPort, stop);
        long started = Stopwatch.GetTimestamp();
        (await api.PostAsJsonAsync("/chargers/start", new { all = true }, stop)).EnsureSuccessStatusCode();
        await Simulator.UntilAsync(async () => (await CountAsync(csms, stop)).Booted >= n, stop);
        var booted = Stopwatch.GetElapsedTime(started);

        await StartTransactionsAsync(api, n, stop);
        await Simulator.UntilAsync(
            async () => (await CountAsync(csms, stop)).Transactions >= n * EvsesPerCharger,
            stop
        );
        await Task.Delay(Settle, stop);

        var (cpu, calls, _) = await SteadyStateAsync(server, csms, window, stop);
        long rss = server.ResidentBytes - emptyRss;
        string frame = (await CountAsync(csms, stop)).LastMeterValues;

        started = Stopwatch.GetTimestamp();
        (await api.PostAsJsonAsync("/chargers/stop", new { all = true }, stop)).EnsureSuccessStatusCode();
        await Simulator.UntilAsync(async () => (await CountAsync(csms, stop)).Connected == 0, stop);
        var stopped = Stopwatch.GetElapsedTime(started);
        await server.TerminateAsync(TimeSpan.FromSeconds(30));
        Directory.Delete(dataDir, recursive: true);
        return (new Figures(booted, rss / n, cpu, calls, stopped), frame);
    }

    private static async Task<Figures> MeasureFloorAsync(int n, string frame, TimeSpan window, CancellationToken stop)
    {
        await using var csms = MeasuredProcess.StartSelf("null-csms");
        string csmsPort = await csms.ReadLineAsync(stop);
        string frameFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(frameFile, frame, stop);
        // An empty .NET process of the same kind, for the floor's own baseline.
        await using var empty = MeasuredProcess.StartSelf("null-csms");
        await empty.ReadLineAsync(stop);
        long emptyRss = empty.ResidentBytes;
        await using var bare = MeasuredProcess.StartSelf([
            "bare-sockets",
            "--port",
            csmsPort,
            "--connections",
            $"{n}",
            "--frames",
            $"{EvsesPerCharger}",
            "--interval",
            $"{MeterInterval.TotalSeconds:0}",
            "--frame",
            frameFile,
        ]);
        long started = Stopwatch.GetTimestamp();
        await bare.ReadLineAsync(stop);
        var connected = Stopwatch.GetElapsedTime(started);
        await Task.Delay(Settle, stop);
        var (cpu, calls, _) = await SteadyStateAsync(bare, csms, window, stop);
        long rss = bare.ResidentBytes - emptyRss;
        File.Delete(frameFile);
        return new Figures(connected, rss / n, cpu, calls, TimeSpan.Zero);
    }

    private static async Task<(double CpuShare, double CallsPerSecond, TimeSpan Over)> SteadyStateAsync(
        MeasuredProcess process,
        MeasuredProcess csms,
        TimeSpan window,
        CancellationToken stop
    )
    {
        var before = await CountAsync(csms, stop);
        var cpuBefore = process.CpuTime;
        await Task.Delay(window, stop);
        var after = await CountAsync(csms, stop);
        var cpu = process.CpuTime - cpuBefore;
        var over = Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp);
        return (cpu / over, (after.Calls - before.Calls) / over.TotalSeconds, over);
    }

    /// <summary>Chargers with two EVSEs each that connect to a CSMS on loopback.</summary>
    public static async Task ImportAsync(HttpClient api, int n, int csmsPort, CancellationToken stop)
    {
        var chargers = Enumerable
            .Range(1, n)
            .Select(i => new
            {
                id = $"BENCH-{i:00000}",
                csmsUrl = $"ws://127.0.0.1:{csmsPort}",
                meterIntervalSeconds = (int)MeterInterval.TotalSeconds,
                evses = Enumerable.Range(1, EvsesPerCharger).Select(id => new { id, maxPowerW = 22000 }),
            });
        using var response = await api.PostAsJsonAsync("/import/chargers", chargers, stop);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync(stop));
    }

    private static async Task StartTransactionsAsync(HttpClient api, int n, CancellationToken stop) =>
        await Parallel.ForAsync(
            0,
            n * EvsesPerCharger,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = stop },
            async (i, token) =>
            {
                string path =
                    $"/chargers/BENCH-{(i / EvsesPerCharger) + 1:00000}/evses/{(i % EvsesPerCharger) + 1}/start-transaction";
                using var response = await api.PostAsJsonAsync(path, new { idTag = $"TAG{i}" }, token);
                response.EnsureSuccessStatusCode();
            }
        );

    public static async Task<NullCsmsCounts> CountAsync(MeasuredProcess csms, CancellationToken stop) =>
        JsonSerializer.Deserialize<NullCsmsCounts>(await csms.AskAsync("count", stop))!;

    private sealed record Figures(
        TimeSpan Booted,
        long RssPerCharger,
        double CpuShare,
        double CallsPerSecond,
        TimeSpan Stopped
    );
}
