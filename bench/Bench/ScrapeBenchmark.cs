using System.Diagnostics;

namespace Bench;

/// <summary>
/// What GET /metrics costs while N chargers are connected to the null CSMS: time of a scrape as its reader sees it, and processor time of the
/// simulator, over that of as long without scrapes.
/// </summary>
internal static class ScrapeBenchmark
{
    private const int Scrapes = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(string serverDll, int[] sizes, CancellationToken stop)
    {
        if (!Simulator.IsThere(serverDll))
            return 2;
        Console.WriteLine("| chargers | text | series | median | slowest of 100 | processor time each |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int n in sizes)
            await MeasureAsync(serverDll, n, stop);
        return 0;
    }

    private static async Task MeasureAsync(string serverDll, int n, CancellationToken stop)
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
        await FleetBenchmark.ImportAsync(api, n, csmsPort, stop);
        await Simulator.PostAsync(api, "/chargers/start", new { all = true }, stop);
        await Simulator.UntilAsync(async () => (await FleetBenchmark.CountAsync(csms, stop)).Booted >= n, stop);
        await Task.Delay(TimeSpan.FromSeconds(5), stop);

        // The first ones compile.
        await ScrapeAsync(server, api, Scrapes, stop);
        var (_, _, idle) = await ScrapeAsync(server, api, 0, stop);
        var (text, times, busy) = await ScrapeAsync(server, api, Scrapes, stop);
        times.Sort();
        int series = text.Split('\n').Count(line => line.Length > 0 && line[0] != '#');
        Console.WriteLine(
            $"| {n:N0} | {text.Length / 1024.0:0} KB | {series} | {times[Scrapes / 2].TotalMilliseconds:0.0} ms "
                + $"| {times[^1].TotalMilliseconds:0.0} ms | {(busy - idle).TotalMilliseconds / Scrapes:0.0} ms |"
        );
        await server.TerminateAsync(TimeSpan.FromSeconds(60));
        Directory.Delete(dataDir, recursive: true);
    }

    // As long with scrapes as without.
    private static async Task<(string Text, List<TimeSpan> Times, TimeSpan Cpu)> ScrapeAsync(
        MeasuredProcess server,
        HttpClient api,
        int scrapes,
        CancellationToken stop
    )
    {
        var times = new List<TimeSpan>();
        string text = "";
        var before = server.CpuTime;
        for (int i = 0; i < Scrapes; i++)
        {
            await Task.Delay(Pause, stop);
            if (i < scrapes)
            {
                long started = Stopwatch.GetTimestamp();
                text = await api.GetStringAsync("/metrics", stop);
                times.Add(Stopwatch.GetElapsedTime(started));
            }
        }
        return (text, times, server.CpuTime - before);
    }
}
