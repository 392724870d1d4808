using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Bench;

/// <summary>
/// Files of N chargers go into one location while 1,000 chargers run in another, against the null CSMS, and drivers begin
/// and end transactions there all the time. Each time: how long the import takes, processor time and the peak of the heap, how
/// long the slowest StartTransaction or StopTransaction was on its way from the driver's act to the wire (it is on the disk
/// first), and the slowest answer of the CSMS to any message.
/// </summary>
internal static class ImportBenchmark
{
    private const int Running = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string serverDll, int n, CancellationToken stop)
    {
        if (!Simulator.IsThere(serverDll))
            return 2;
        var directory = Directory.CreateTempSubdirectory("bench-");
        var probe = new HeapProbe(directory.FullName);
        await using var csms = MeasuredProcess.StartSelf("null-csms");
        string csmsPort = await csms.ReadLineAsync(stop);
        int port = Simulator.FreePort();
        string data = Path.Combine(directory.FullName, "data");
        await using var server = MeasuredProcess.Start(
            [serverDll, "--urls", $"http://127.0.0.1:{port}", "--data-dir", data, "--no-demo"],
            quiet: true,
            probe.Environment
        );
        server.IgnoreOutput();
        using var api = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromMinutes(5),
        };
        await Simulator.UntilAsync(() => Simulator.IsHealthyAsync(api, stop), stop);
        await FillAsync(api, csmsPort, stop);

        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {n:N0} chargers, 2 EVSEs each"
        );
        Console.WriteLine();
        Console.WriteLine(
            "| import | time | chargers/s | CPU | peak heap | acts meanwhile | act to wire: median | slowest | slowest answer of the CSMS |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var measure = new Measured(api, server, probe, n);
        await measure.RunAsync("none", token => Task.Delay(TimeSpan.FromSeconds(3), token), stop);
        var slowest = TimeSpan.Zero;
        foreach (var (location, csv) in new[] { ("csv", true), ("json", false) })
        {
            await Simulator.PostAsync(api, "/locations", new { name = location }, stop);
            await Simulator.PostAsync(api, $"/locations/activate/{location}?keepPrevious=true", new { }, stop);
            foreach (
                var (name, mode, vendor) in new[]
                {
                    ("create", "create", "Acme"),
                    ("upsert, nothing changed", "upsert", "Acme"),
                    ("upsert, all changed", "upsert", "Other"),
                }
            )
            {
                string file = csv ? Csv(n, vendor) : Json(n, vendor);
                string type = csv ? "text/csv" : "application/json";
                var took = await measure.RunAsync(
                    $"{type[(type.IndexOf('/') + 1)..]}, {name}",
                    token => SendAsync(api, mode, file, type, token),
                    stop
                );
                slowest = took > slowest ? took : slowest;
            }
        }
        await server.TerminateAsync(TimeSpan.FromSeconds(30));
        directory.Delete(recursive: true);
        Console.WriteLine();
        Console.WriteLine($"slowest import {slowest.TotalSeconds:0.0} s, limit {Limit.TotalSeconds:0} s");
        return slowest < Limit ? 0 : 1;
    }

    private static async Task FillAsync(HttpClient api, string csmsPort, CancellationToken stop)
    {
        await Simulator.PostAsync(
            api,
            "/import/chargers",
            Enumerable
                .Range(0, Running)
                .Select(i => new
                {
                    id = Measured.Id(i),
                    csmsUrl = $"ws://127.0.0.1:{csmsPort}",
                    // So that an act leads to its transaction at once.
                    authorizeBeforeStart = false,
                    evses = new[] { new { id = 1 } },
                }),
            stop
        );
        await Simulator.PostAsync(api, "/chargers/start", new { all = true }, stop);
        await Simulator.UntilAsync(
            async () =>
                (await api.GetFromJsonAsync<JsonElement>("/chargers", stop))
                    .EnumerateArray()
                    .All(charger => charger.GetProperty("registration").GetString() == "Accepted"),
            stop
        );
    }

    private static async Task SendAsync(HttpClient api, string mode, string file, string type, CancellationToken stop)
    {
        using var content = new StringContent(file, Encoding.UTF8, type);
        using var response = await api.PostAsync($"/import/chargers?mode={mode}", content, stop);
        if (!response.IsSuccessStatusCode)
        {
            string text = await response.Content.ReadAsStringAsync(stop);
            throw new InvalidOperationException(text[..Math.Min(text.Length, 1000)]);
        }
    }

    private static string Csv(int n, string vendor)
    {
        var text = new StringBuilder(
            "charger_id,csms_url,vendor,model,serial_number,firmware_version,evse_id,current_type,connector_type,max_power_w,phases,voltage_v\n"
        );
        for (int i = 0; i < n; i++)
        {
            for (int evse = 1; evse <= 2; evse++)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"csv-{i:00000},,{vendor},AC22,SN-{i},1.0.0,{evse},AC,Type2,22000,3,230\n"
                );
        }
        return text.ToString();
    }

    private static string Json(int n, string vendor) =>
        JsonSerializer.Serialize(
            Enumerable
                .Range(0, n)
                .Select(i => new
                {
                    id = $"json-{i:00000}",
                    vendor,
                    model = "AC22",
                    serialNumber = $"SN-{i}",
                    firmwareVersion = "1.0.0",
                    evses = Enumerable.Range(1, 2).Select(id => new { id, maxPowerW = 22000 }),
                    configuration = new { HeartbeatInterval = "60" },
                })
        );

    /// <summary>One import after the other, with drivers' acts at the chargers that run.</summary>
    private sealed class Measured(HttpClient api, MeasuredProcess server, HeapProbe probe, int n)
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
        private readonly bool[] _charging = new bool[Running];
        private int _next;

        public static string Id(int i) => $"RUN-{i:0000}";

        public async Task<TimeSpan> RunAsync(string name, Func<CancellationToken, Task> import, CancellationToken stop)
        {
            await probe.CollectedAsync(stop);
            await probe.PeakAsync(stop);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var since = DateTimeOffset.UtcNow;
            var acts = ActAsync(over.Token);
            var cpu = server.CpuTime;
            long started = Stopwatch.GetTimestamp();
            await import(stop);
            var took = Stopwatch.GetElapsedTime(started);
            cpu = server.CpuTime - cpu;
            long peak = await probe.PeakAsync(stop);
            await over.CancelAsync();
            var (onTheWire, slowestAnswer) = await WaitsAsync(await acts, since, stop);
            Console.WriteLine(
                $"| {name} | {took.TotalSeconds:0.00} s | {n / took.TotalSeconds:N0} | {cpu.TotalSeconds:0.0} s | {peak / 1e6:0} MB "
                    + $"| {onTheWire.Count} | {onTheWire[onTheWire.Count / 2].TotalMilliseconds:0} ms | {onTheWire[^1].TotalMilliseconds:0} ms "
                    + $"| {slowestAnswer.TotalMilliseconds:0} ms |"
            );
            return took;
        }

        /// <summary>A driver's act every 10 ms, at one charger after the other; none waits for another's answer.</summary>
        private async Task<List<Act>> ActAsync(CancellationToken over)
        {
            var acts = new List<Task<Act>>();
            while (!over.IsCancellationRequested)
            {
                int i = _next++ % Running;
                acts.Add(ActAsync(i));
                await Task.Delay(Pause, CancellationToken.None);
            }
            return [.. await Task.WhenAll(acts)];
        }

        private async Task<Act> ActAsync(int i)
        {
            _charging[i] = !_charging[i];
            var (act, action) = _charging[i]
                ? ("start-transaction", "StartTransaction")
                : ("stop-transaction", "StopTransaction");
            var at = DateTimeOffset.UtcNow;
            await Simulator.PostAsync(
                api,
                $"/chargers/{Id(i)}/evses/1/{act}",
                _charging[i] ? (object)new { idTag = $"TAG{i}" } : new { },
                CancellationToken.None
            );
            return new Act(Id(i), action, at);
        }

        /// <summary>From each act to its frame, in order of size; and the longest that any message waited for its answer.</summary>
        private async Task<(List<TimeSpan> OnTheWire, TimeSpan SlowestAnswer)> WaitsAsync(
            List<Act> acts,
            DateTimeOffset since,
            CancellationToken stop
        )
        {
            var waits = new List<TimeSpan>();
            double slowest = 0;
            foreach (var charger in acts.GroupBy(act => act.ChargerId))
            {
                JsonElement[] lines = [];
                await Simulator.UntilAsync(
                    async () =>
                    {
                        lines =
                            await api.GetFromJsonAsync<JsonElement[]>(
                                $"/chargers/{charger.Key}/logs?category=ocpp&limit=1000",
                                stop
                            ) ?? [];
                        return charger.All(act => Frame(lines, act) is not null);
                    },
                    stop
                );
                waits.AddRange(charger.Select(act => Time(Frame(lines, act)!.Value) - act.At));
                slowest = lines
                    .Where(line =>
                        Time(line) >= since && line.GetProperty("roundTripMs").ValueKind == JsonValueKind.Number
                    )
                    .Select(line => line.GetProperty("roundTripMs").GetDouble())
                    .Append(slowest)
                    .Max();
            }
            waits.Sort();
            return (waits, TimeSpan.FromMilliseconds(slowest));
        }

        private static JsonElement? Frame(JsonElement[] lines, Act act)
        {
            foreach (var line in lines)
                if (
                    line.GetProperty("direction").GetString() == "out"
                    && line.GetProperty("action").GetString() == act.Action
                    && Time(line) >= act.At
                )
                    return line;
            return null;
        }

        private static DateTimeOffset Time(JsonElement line) => line.GetProperty("time").GetDateTimeOffset();

        private sealed record Act(string ChargerId, string Action, DateTimeOffset At);
    }
}
