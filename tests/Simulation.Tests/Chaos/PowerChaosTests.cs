using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Chaos;

/// <summary>Power, suspension and clock.</summary>
public sealed class PowerChaosTests
{
    [Fact]
    public void A_power_spike_exceeds_limit_and_rating_and_the_energy_follows()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging();
        var evse = charger.Snapshot.Evses[0];
        var usualW = evse.PowerW;
        usualW.ShouldBeGreaterThan(5000);
        fleet.Inject(charger, new PowerSpike { EvseId = 1, Factor = 3 });

        evse = charger.Snapshot.Evses[0];
        evse.PowerW.ShouldBe(3 * usualW, 0.02 * usualW);
        evse.PowerW.ShouldBeGreaterThan(evse.LimitW);
        evse.Status.ShouldBe(ChargePointStatus.Charging);
        var before = evse.EnergyMilliWhAt(fleet.Time.Now);
        fleet.Time.Advance(TimeSpan.FromSeconds(30));
        var deliveredWh = (charger.Snapshot.Evses[0].EnergyMilliWhAt(fleet.Time.Now) - before) / 1000.0;
        deliveredWh.ShouldBe(3 * usualW * 30 / 3600, 0.03 * usualW * 30 / 3600);

        fleet.Time.Advance(TimeSpan.FromSeconds(31));
        charger.Chaos.ShouldBeEmpty();
        charger.Snapshot.Evses[0].PowerW.ShouldBe(usualW, 0.02 * usualW);
    }

    [Fact]
    public void Spike_and_drop_multiply_and_end_each_on_its_own()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging();
        var usualW = charger.Snapshot.Evses[0].PowerW;
        var spike = fleet.Inject(charger, new PowerSpike { Factor = 2 });
        fleet.Inject(charger, new PowerDrop { EvseId = 1, Factor = 0.25 });
        charger.Snapshot.Evses[0].PowerW.ShouldBe(usualW / 2, 0.02 * usualW);

        fleet.Lift(charger, spike);
        charger.Snapshot.Evses[0].PowerW.ShouldBe(usualW / 4, 0.02 * usualW);
        fleet.Time.Await(charger.LiftAllAsync(), ChaosBench.Limit);
        charger.Snapshot.Evses[0].PowerW.ShouldBe(usualW, 0.02 * usualW);
    }

    [Fact]
    public void A_drop_to_nothing_suspends_at_the_evse()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging();
        fleet.Inject(charger, new PowerDrop { EvseId = 1, Factor = 0 });
        charger.Snapshot.Evses[0].PowerW.ShouldBe(0);
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.SuspendedEVSE);

        fleet.Time.Advance(TimeSpan.FromSeconds(61));
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Charging);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_charge_is_suspended_by_one_side_until_it_ends(bool byEv)
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging();
        ChaosSettings settings = byEv ? new SuspendEv { EvseId = 1 } : new SuspendEvse { EvseId = 1 };
        fleet.Inject(charger, settings);
        var suspended = byEv ? ChargePointStatus.SuspendedEV : ChargePointStatus.SuspendedEVSE;
        charger.Snapshot.Evses[0].Status.ShouldBe(suspended);
        charger.Snapshot.Evses[0].PowerW.ShouldBe(0);

        // A hand does not lift it, and the refusal says what would.
        var byHand = new SetStatus(1, ChargePointStatus.Charging, ChargePointErrorCode.NoError, null);
        fleet.Post(charger, byHand).Refusal!.Detail.ShouldContain("lift that first");
        fleet.Time.Advance(TimeSpan.FromSeconds(59));
        charger.Snapshot.Evses[0].Status.ShouldBe(suspended);
        fleet.Time.Advance(TimeSpan.FromSeconds(2));
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Charging);
        charger.Snapshot.Evses[0].PowerW.ShouldBeGreaterThan(1000);
        fleet.Csms.Calls("StatusNotification").Count(line => line.Contains($"\"{suspended}\"")).ShouldBe(1);
    }

    [Fact]
    public void Nothing_is_suspended_without_a_transaction()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var refusal = fleet.Refused(charger, new SuspendEv { EvseId = 2 });
        refusal.Kind.ShouldBe(RefusalKind.Conflict);
        refusal.Detail.ShouldContain("EVSE 2 does not have a transaction. Start one first.");
        fleet.Refused(charger, new SuspendEvse()).Detail.ShouldContain("no EVSE has a transaction");
    }

    [Fact]
    public void The_clock_is_wrong_whatever_the_csms_sets_and_right_again_afterwards()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted(configuration: new Dictionary<string, string> { ["HeartbeatInterval"] = "10" });
        fleet.Inject(charger, new ClockSkew { OffsetSeconds = -7200, Duration = TimeSpan.FromMinutes(10) });
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        charger.Snapshot.ClockOffset.TotalSeconds.ShouldBe(-7200, 1);
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);
        var session = fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem();
        (fleet.Time.Now.ToUtc() - session.StartedAt!.Value).TotalSeconds.ShouldBe(7200, 5);

        fleet.Time.Advance(TimeSpan.FromMinutes(6));
        charger.Snapshot.ClockOffset.TotalSeconds.ShouldBe(0, 1);
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        fleet.Until(() => charger.Snapshot.QueuedMessages == 0);
        var stopped = fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem();
        (fleet.Time.Now.ToUtc() - stopped.StoppedAt!.Value).TotalSeconds.ShouldBe(0, 5);
    }

    [Fact]
    public void A_clock_set_back_makes_no_transaction_end_before_it_began()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging();
        fleet.Inject(charger, new ClockSkew { OffsetSeconds = -86_400 });
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        var session = fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem();
        session.StoppedAt!.Value.ShouldBeGreaterThanOrEqualTo(session.StartedAt!.Value);
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Refused(charger, new PowerSpike { Factor = 11 }).Detail.ShouldBe("factor must be from 1 to 10.");
        fleet.Refused(charger, new PowerDrop { Factor = 1.5 }).Detail.ShouldBe("factor must be from 0 to 1.");
        fleet.Refused(charger, new PowerDrop { Factor = double.NaN }).Kind.ShouldBe(RefusalKind.Invalid);
        fleet.Refused(charger, new ClockSkew { OffsetSeconds = 1e9 }).Kind.ShouldBe(RefusalKind.Invalid);
        fleet.Refused(charger, new Drop { Probability = 1.1 }).Detail.ShouldBe("probability must be from 0 to 1.");
        fleet.Refused(charger, new Latency { MeanMs = -1 }).Detail.ShouldContain("meanMs");
        fleet.Refused(charger, new ConnectSlow { DelayMs = 1e7 }).Detail.ShouldContain("delayMs");
    }
}
