using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using ChargePoints;
using Ocpp;
using Ocpp.V16;
using Simulation.Logs;
using Simulation.Tests.Transport;
using Simulation.Transport;

namespace Simulation.Tests.Fleet;

/// <summary>The fleet on its own threads, over real sockets.</summary>
public sealed class RealTimeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Chargers_boot_charge_and_stop_over_sockets()
    {
        var calls = new ConcurrentQueue<string>();
        await using var csms = Csms(calls);
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 2 }, new NullStore());
        var chargers = Enumerable.Range(0, 50).Select(i => Add(fleet, csms, $"CP{i}")).ToList();
        chargers.ForEach(charger => charger.Start());
        await UntilAsync(fleet, () => chargers.All(it => it.Snapshot.Registration == RegistrationStatus.Accepted));

        foreach (var charger in chargers)
        {
            (await charger.PostAsync(new PlugIn(1, null))).Refusal.ShouldBeNull();
            (await charger.PostAsync(new PresentTag(1, "TAG1"))).Refusal.ShouldBeNull();
        }
        await UntilAsync(fleet, () => chargers.All(it => it.Snapshot.Evses[0].Transaction?.Id is not null));
        await fleet.StopAsync(Limit).WaitAsync(2 * Limit);

        chargers.ShouldAllBe(charger => charger.Link.State == LinkState.Off);
        chargers.ShouldAllBe(charger => charger.Snapshot.QueuedMessages == 0);
        calls.Count(call => call.Contains("\"BootNotification\"")).ShouldBe(50);
        calls.Count(call => call.Contains("\"StopTransaction\"")).ShouldBe(50);
        fleet.Counters.Connects.ShouldBe(50);
        fleet.Counters.ChargersFailed.ShouldBe(0);
    }

    [Fact]
    public async Task Chargers_of_different_threads_share_the_limit_of_their_site()
    {
        await using var csms = Csms(new());
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 2 }, new NullStore());
        fleet.SetSite("site", new() { GridLimitW = 27_600, LoadManagement = true });
        var chargers = Enumerable
            .Range(1, 4)
            .Select(i => VirtualFleet.Definition($"CP{i}", link: new LinkSettings { CsmsUrl = csms.Url }))
            .Select(definition => fleet.Add(definition with { SiteId = "site" }, null))
            .ToList();
        chargers.ForEach(charger => charger.Start());
        await UntilAsync(fleet, () => chargers.All(it => it.Snapshot.Registration == RegistrationStatus.Accepted));

        foreach (var charger in chargers)
        {
            (await charger.PostAsync(new PlugIn(1, null))).Refusal.ShouldBeNull();
            (await charger.PostAsync(new PresentTag(1, "TAG1"))).Refusal.ShouldBeNull();
        }
        await UntilAsync(fleet, () => chargers.All(it => it.Snapshot.Evses[0].LimitW is > 6_890 and < 6_910));
        await UntilAsync(fleet, () => fleet.Site("site") is { PowerW: > 20_000 and <= 27_600, Overloaded: false });
        await fleet.StopAsync(Limit).WaitAsync(2 * Limit);
        await UntilAsync(fleet, () => fleet.Site("site")!.PowerW == 0);
    }

    [Fact]
    public async Task A_silent_csms_is_left_at_the_handshake_time_out()
    {
        await using var csms = new LoopbackCsms(LoopbackCsms.UntilLeftAsync);
        var options = new FleetOptions { Loops = 1, HandshakeTimeout = TimeSpan.FromMilliseconds(200) };
        await using var fleet = new Simulation.Fleet(options, new NullStore());
        var charger = Add(fleet, csms, "CP1");

        charger.Start();
        await UntilAsync(fleet, () => charger.Link.State == LinkState.Waiting);

        charger.Link.Detail.ShouldStartWith("The CSMS did not complete the handshake within");
    }

    [Fact]
    public async Task A_close_that_the_csms_does_not_answer_does_not_keep_a_stop()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            await LoopbackCsms.UntilLeftAsync(stream);
        });
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        var charger = Add(fleet, csms, "CP1");
        charger.Start();
        await UntilAsync(fleet, () => charger.Link.State == LinkState.Connected);

        await charger.StopAsync(TimeSpan.FromSeconds(1)).WaitAsync(Limit);

        charger.Link.State.ShouldBe(LinkState.Off);
    }

    [Fact]
    public async Task An_error_in_one_charger_stops_that_one_only()
    {
        var calls = new ConcurrentQueue<string>();
        await using var csms = Csms(calls);
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new ThrowingStore("BAD"));
        var bad = Add(fleet, csms, "BAD");
        var good = Add(fleet, csms, "GOOD");
        bad.Start();
        good.Start();
        await UntilAsync(fleet, () => good.Snapshot.Registration is not null && bad.Failure is not null);

        bad.Failure.ShouldBe("InvalidOperationException: full");
        bad.Link.State.ShouldBe(LinkState.Off);
        bad.Log.Read(10, filter: new LogFilter { Type = "charger-failed" }).Count.ShouldBe(1);
        (await bad.PostAsync(new PlugIn(1, null))).Refusal!.Detail.ShouldContain("start it again");
        (await good.PostAsync(new PlugIn(1, null))).Refusal.ShouldBeNull();
        fleet.Counters.ChargersFailed.ShouldBe(1);
        await bad.StopAsync(Limit).WaitAsync(Limit);
    }

    [Fact]
    public async Task A_failed_charger_can_be_started_again()
    {
        await using var csms = Csms(new ConcurrentQueue<string>());
        var store = new ThrowingStore("BAD");
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, store);
        var bad = Add(fleet, csms, "BAD");
        bad.Start();
        await UntilAsync(fleet, () => bad.Failure is not null);

        store.Throws = false;
        bad.Start();
        await UntilAsync(fleet, () => bad.Snapshot.Registration is not null);
        bad.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Garbage_from_the_csms_is_logged_and_survived()
    {
        await using var csms = LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                foreach (var text in new[] { "", "garbage", "[", "[2]", "[9,\"x\",{}]", "{}", new string('[', 5000) })
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
                }
                await AnswerAsync(socket, new ConcurrentQueue<string>());
            }
        );
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        var charger = Add(fleet, csms, "CP1");
        charger.Start();
        await UntilAsync(fleet, () => charger.Snapshot.Registration == RegistrationStatus.Accepted);

        charger.Failure.ShouldBeNull();
        charger
            .Log.Read(100, filter: new LogFilter { Direction = LogDirection.In })
            .Count(entry => entry.Problem is not null)
            .ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task Removed_chargers_leave_no_sockets()
    {
        await using var csms = Csms(new ConcurrentQueue<string>());
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 2 }, new NullStore());
        var chargers = Enumerable.Range(0, 20).Select(i => Add(fleet, csms, $"CP{i}")).ToList();
        chargers.ForEach(charger => charger.Start());
        await UntilAsync(fleet, () => chargers.All(it => it.Link.State == LinkState.Connected));
        csms.Open.ShouldBe(20);

        await Task.WhenAll(chargers.Select(charger => fleet.RemoveAsync(charger.Id))).WaitAsync(Limit);

        fleet.Count.ShouldBe(0);
        await csms.UntilOpenAsync(0).WaitAsync(Limit);
    }

    [Fact]
    public async Task A_fleet_that_has_ended_turns_inputs_away()
    {
        await using var csms = Csms(new ConcurrentQueue<string>());
        var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        var charger = Add(fleet, csms, "CP1");
        charger.Start();
        await UntilAsync(fleet, () => charger.Link.State == LinkState.Connected);

        await fleet.DisposeAsync();
        await fleet.DisposeAsync();

        (await charger.PostAsync(new PlugIn(1, null))).Refusal!.Detail.ShouldBe("The simulator is stopping.");
        await charger.StopAsync(Limit).WaitAsync(Limit);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await charger.LiftAllAsync());
        await csms.UntilOpenAsync(0).WaitAsync(Limit);
    }

    private static SimulatedCharger Add(Simulation.Fleet fleet, LoopbackCsms csms, string id) =>
        fleet.Add(VirtualFleet.Definition(id, link: new LinkSettings { CsmsUrl = csms.Url }), null);

    // Leaves the processor to the fleet between looks; bounded by the fleet's own clock.
    private static async Task UntilAsync(Simulation.Fleet fleet, Func<bool> condition)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var end = fleet.Now + Limit;
        while (!condition())
        {
            (fleet.Now < end).ShouldBeTrue("The condition did not come true in time.");
            await pace.WaitForNextTickAsync();
        }
    }

    private static LoopbackCsms Csms(ConcurrentQueue<string> calls) =>
        LoopbackCsms.Accepting((socket, _) => AnswerAsync(socket, calls));

    private static async Task AnswerAsync(WebSocket socket, ConcurrentQueue<string> calls)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(), default);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
                return;
            }
            var call = Encoding.UTF8.GetString(buffer, 0, result.Count);
            var parts = call.Split('"', 5);
            if (!call.StartsWith("[2,", StringComparison.Ordinal))
            {
                continue;
            }
            calls.Enqueue(call);
            var answer = parts[3] switch
            {
                "BootNotification" => """{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}""",
                "StartTransaction" => """{"transactionId":1,"idTagInfo":{"status":"Accepted"}}""",
                "Authorize" => """{"idTagInfo":{"status":"Accepted"}}""",
                "Heartbeat" => """{"currentTime":"2026-01-01T00:00:00Z"}""",
                _ => "{}",
            };
            var frame = Encoding.UTF8.GetBytes($"[3,\"{parts[1]}\",{answer}]");
            await socket.SendAsync(frame, WebSocketMessageType.Text, true, default);
        }
    }

    /// <summary>A store with an error for one charger.</summary>
    private sealed class ThrowingStore(string chargerId) : IChargerStore
    {
        private readonly NullStore _inner = new();

        public bool Throws { get; set; } = true;

        public long DurableTicket => _inner.DurableTicket;

        public long Save(string id, IReadOnlyList<ChargerChange> changes) =>
            Throws && id == chargerId ? throw new InvalidOperationException("full") : _inner.Save(id, changes);

        public void Subscribe(Action advanced) => _inner.Subscribe(advanced);
    }
}
