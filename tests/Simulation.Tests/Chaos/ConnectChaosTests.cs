using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Tests.Fleet;
using Simulation.Transport;

namespace Simulation.Tests.Chaos;

/// <summary>Faults of the connection and of attempts at one, in virtual time.</summary>
public sealed class ConnectChaosTests
{
    [Fact]
    public void Half_open_nothing_passes_and_the_charger_finds_out_by_its_ping()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted(configuration: Ping(30));
        var from = fleet.Time.Now;
        fleet.Inject(charger, new HalfOpen { Duration = TimeSpan.FromMinutes(5) });
        fleet.Csms.Say("CP1", "[2,\"lost\",\"GetLocalListVersion\",{}]");
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Time.Advance(TimeSpan.FromSeconds(20));
        charger.Link.State.ShouldBe(LinkState.Connected);
        fleet.Csms.Calls("Authorize").ShouldBeEmpty();
        fleet.Csms.Trace.ShouldNotContain(line => line.Contains("> [3,\"lost\""));

        fleet.Until(() => charger.Link.State != LinkState.Connected);
        (fleet.Time.Now - from).TotalSeconds.ShouldBeInRange(30, 61);
        fleet.Time.Advance(TimeSpan.FromMinutes(2));
        fleet.Csms.Attempts.Count.ShouldBe(1);
        charger
            .Log.Read(1000)
            .ShouldContain(it => it.Type == "connect-failed" && it.Payload!.Contains("did not complete the handshake"));
        fleet.Time.Advance(TimeSpan.FromMinutes(9));
        charger.Link.State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void A_half_open_connection_that_nobody_noticed_is_reset_when_it_ends_and_nothing_is_lost()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging(configuration: Ping(0));
        fleet.Inject(charger, new HalfOpen { Duration = TimeSpan.FromSeconds(20) });
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        fleet.Time.Advance(TimeSpan.FromSeconds(19));
        charger.Link.State.ShouldBe(LinkState.Connected);
        charger.Snapshot.QueuedMessages.ShouldBeGreaterThan(0);

        fleet.Time.Advance(TimeSpan.FromSeconds(2));
        charger.Link.State.ShouldBe(LinkState.Waiting);
        charger.Link.Detail.ShouldContain("reset");
        fleet.Time.Advance(TimeSpan.FromMinutes(2));
        charger.Link.State.ShouldBe(LinkState.Connected);
        charger.Snapshot.QueuedMessages.ShouldBe(0);
        fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem().StoppedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Connections_are_refused_until_it_ends()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Inject(charger, new ConnectRefused { Duration = TimeSpan.FromMinutes(2) });
        fleet.Until(() => charger.Link.State == LinkState.Waiting);
        fleet.Time.Advance(TimeSpan.FromMinutes(1.9));
        fleet.Csms.Attempts.Count.ShouldBe(1);
        var failed = charger.Log.Read(1000).Where(it => it.Type == "connect-failed").ToList();
        failed.Count.ShouldBeGreaterThan(2);
        failed.ShouldAllBe(it => it.Payload!.Contains("connect-refused"));

        fleet.Time.Advance(TimeSpan.FromMinutes(6));
        charger.Link.State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void A_slow_connect_takes_its_delay_and_one_beyond_the_time_out_fails()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var slow = fleet.Inject(charger, new ConnectSlow { DelayMs = 15_000, Duration = TimeSpan.Zero });
        fleet.Until(() => charger.Link.State == LinkState.Connecting);
        var from = fleet.Time.Now;
        fleet.Until(() => charger.Link.State == LinkState.Connected);
        (fleet.Time.Now - from).TotalSeconds.ShouldBe(15, 0.1);

        fleet.Lift(charger, slow);
        charger.Link.State.ShouldBe(LinkState.Connected);
        fleet.Inject(charger, new ConnectSlow { DelayMs = 100_000, Duration = TimeSpan.FromMinutes(2) });
        fleet.Time.Advance(TimeSpan.FromMinutes(1.9));
        fleet.Csms.Attempts.Count.ShouldBe(2);
        charger.Log.Read(1000).ShouldContain(it => it.Type == "connect-failed");
        fleet.Time.Advance(TimeSpan.FromMinutes(10));
        charger.Link.State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void A_slow_connect_that_is_lifted_goes_on_at_once()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var slow = fleet.Inject(charger, new ConnectSlow { DelayMs = 19_000, Duration = TimeSpan.Zero });
        fleet.Until(() => charger.Link.State == LinkState.Connecting);
        var from = fleet.Time.Now;
        fleet.Lift(charger, slow);
        fleet.Until(() => charger.Link.State == LinkState.Connected);
        (fleet.Time.Now - from).TotalSeconds.ShouldBeLessThan(1);
    }

    [Fact]
    public void Half_open_takes_a_slow_attempt_over()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Inject(charger, new ConnectSlow { DelayMs = 10_000, Duration = TimeSpan.FromMinutes(10) });
        fleet.Until(() => charger.Link.State == LinkState.Connecting);
        var halfOpen = fleet.Inject(charger, new HalfOpen { Duration = TimeSpan.Zero });
        fleet.Time.Advance(TimeSpan.FromMinutes(2));
        fleet.Csms.Attempts.Count.ShouldBe(1);
        fleet.Lift(charger, halfOpen);
        fleet.Time.Advance(TimeSpan.FromMinutes(6));
        charger.Link.State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void Tls_handshakes_fail_and_without_tls_it_is_refused()
    {
        using var fleet = new VirtualFleet();
        var plain = fleet.Booted();
        var refusal = fleet.Refused(plain, new Simulation.Chaos.TlsFailure());
        refusal.Kind.ShouldBe(RefusalKind.Conflict);
        refusal.Detail.ShouldContain("without TLS");

        var link = new LinkSettings { CsmsUrl = new Uri("wss://csms.example/ocpp") };
        var charger = fleet.Fleet.Add(VirtualFleet.Definition("CP2", link: link), null);
        charger.Start();
        fleet.Until(() => charger.Snapshot.Registration is not null);
        fleet.Inject(charger, new Simulation.Chaos.TlsFailure());
        fleet.Until(() => charger.Link.State == LinkState.Waiting);
        fleet.Time.Advance(TimeSpan.FromSeconds(50));
        charger.Log.Read(1000).ShouldContain(it => it.Type == "connect-failed" && it.Payload!.StartsWith("TLS: "));
        fleet.Time.Advance(TimeSpan.FromMinutes(3));
        charger.Link.State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void Several_are_injected_all_or_none()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var none = fleet.Time.Await(
            charger.InjectAsync([new Latency(), new ConnectRefused(), new SuspendEv()]),
            ChaosBench.Limit
        );
        none.Refusal!.Detail.ShouldContain("transaction");
        none.Active.ShouldBeEmpty();
        charger.Chaos.ShouldBeEmpty();

        var all = fleet.Time.Await(charger.InjectAsync([new Latency(), new Drop()]), ChaosBench.Limit);
        all.Refusal.ShouldBeNull();
        charger.Chaos.ShouldBe(all.Active);
    }

    [Fact]
    public void A_charger_that_is_off_has_no_network_to_disturb()
    {
        using var fleet = new VirtualFleet();
        var off = fleet.Fleet.Add(VirtualFleet.Definition("OFF"), null);
        foreach (ChaosSettings settings in new ChaosSettings[] { new Latency(), new HalfOpen(), new ConnectRefused() })
        {
            var refusal = fleet.Refused(off, settings);
            refusal.Kind.ShouldBe(RefusalKind.Conflict);
            refusal.Detail.ShouldContain("The charger is off");
        }
    }

    [Fact]
    public void A_power_cycle_under_every_network_fault_ends_well()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging(configuration: Ping(20));
        var duration = TimeSpan.FromMinutes(4);
        ChaosSettings[] all =
        [
            new Latency
            {
                MeanMs = 3000,
                JitterMs = 2000,
                Duration = duration,
            },
            new Drop { Duration = duration },
            new Duplicate { Duration = duration },
            new Corrupt { Duration = duration },
            new HalfOpen { Duration = TimeSpan.FromMinutes(1) },
            new ConnectSlow { Duration = duration },
            new ConnectRefused { Duration = TimeSpan.FromMinutes(2) },
            new Disconnect { Duration = TimeSpan.FromMinutes(3) },
            new PowerLoss { Duration = TimeSpan.FromSeconds(90) },
        ];
        fleet.Time.Await(charger.InjectAsync(all), ChaosBench.Limit).Refusal.ShouldBeNull();
        charger.Chaos.Count.ShouldBe(all.Length);
        fleet.Time.Advance(TimeSpan.FromMinutes(15));

        charger.Chaos.ShouldBeEmpty();
        charger.Failure.ShouldBeNull();
        charger.Link.State.ShouldBe(LinkState.Connected);
        // The transaction went on after the power loss.
        fleet.Post(charger, new StopTransaction(1, Reason.Local)).Refusal.ShouldBeNull();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        charger.Snapshot.QueuedMessages.ShouldBe(0);
        fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem().StoppedAt.ShouldNotBeNull();
    }

    private static Dictionary<string, string> Ping(int seconds) =>
        new()
        {
            ["WebSocketPingInterval"] = $"{seconds}",
            ["TransactionMessageAttempts"] = "100",
            ["TransactionMessageRetryInterval"] = "5",
        };
}
