using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Tests.Fleet;
using Simulation.Transport;

namespace Simulation.Tests.Chaos;

public sealed class ChaosTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_disconnect_holds_the_link_down_until_it_ends_by_itself()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var from = fleet.Time.Now;
        var active = Inject(fleet, charger, new Disconnect { Duration = TimeSpan.FromSeconds(90) });

        active.EndsAt!.Value.ShouldBe(from + TimeSpan.FromSeconds(90));
        charger.Chaos.ShouldBe([active]);
        charger.Link.State.ShouldBe(LinkState.Waiting);
        fleet.Time.Advance(TimeSpan.FromSeconds(89));
        fleet.Csms.Attempts.Count.ShouldBe(1);
        fleet.Csms.Central.FindConnection("CP1").ShouldBeNull();

        fleet.Until(() => charger.Link.State == LinkState.Connected);
        (fleet.Time.Now - from).TotalSeconds.ShouldBe(90, 0.1);
        charger.Chaos.ShouldBeEmpty();
        charger
            .Log.Read(10, filter: new LogFilter { Categories = [LogCategory.Chaos] })
            .Select(entry => entry.Type)
            .ShouldBe(["injected", "ended"]);
    }

    [Fact]
    public void A_disconnect_without_duration_lasts_until_it_is_lifted()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var active = Inject(fleet, charger, new Disconnect { Duration = TimeSpan.Zero });
        active.EndsAt.ShouldBeNull();
        fleet.Time.Advance(TimeSpan.FromHours(5));
        charger.Link.State.ShouldBe(LinkState.Waiting);

        fleet.Time.Await(charger.LiftAsync(active.Id), Limit).ShouldBeTrue();
        fleet.Time.Await(charger.LiftAsync(active.Id), Limit).ShouldBeFalse();
        fleet.Until(() => charger.Link.State == LinkState.Connected);
    }

    [Fact]
    public void A_session_survives_a_disconnect_without_loss()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        Inject(fleet, charger, new Disconnect { Duration = TimeSpan.FromMinutes(5) });
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        fleet.Post(charger, new StopTransaction(1, Reason.Local)).Refusal.ShouldBeNull();
        charger.Snapshot.QueuedMessages.ShouldBeGreaterThan(0);
        fleet.Time.Advance(TimeSpan.FromMinutes(10));

        charger.Snapshot.QueuedMessages.ShouldBe(0);
        var session = fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem();
        session.StoppedAt.ShouldNotBeNull();
    }

    [Fact]
    public void A_fault_makes_the_evse_faulted_until_it_ends()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        Inject(
            fleet,
            charger,
            new Fault
            {
                EvseId = 2,
                ErrorCode = ChargePointErrorCode.GroundFailure,
                Duration = TimeSpan.FromSeconds(30),
            }
        );

        charger.Snapshot.Evses[1].Status.ShouldBe(ChargePointStatus.Faulted);
        charger.Snapshot.Evses[1].ErrorCode.ShouldBe(ChargePointErrorCode.GroundFailure);
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Available);
        fleet.Time.Advance(TimeSpan.FromSeconds(31));
        charger.Snapshot.Evses[1].Status.ShouldBe(ChargePointStatus.Available);
    }

    [Fact]
    public void A_power_loss_reboots_the_charger_when_it_ends()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        Inject(fleet, charger, new PowerLoss { Duration = TimeSpan.FromSeconds(30) });

        charger.Snapshot.PoweredOn.ShouldBeFalse();
        charger.Running.ShouldBeTrue();
        charger.Link.State.ShouldBe(LinkState.Off);
        fleet.Post(charger, new PlugIn(1, null)).Refusal.ShouldNotBeNull();
        charger.Start();
        fleet.Time.Advance(TimeSpan.FromSeconds(20));
        charger.Snapshot.PoweredOn.ShouldBeFalse();

        fleet.Until(() => charger.Snapshot.Registration == RegistrationStatus.Accepted);
        fleet.Csms.Calls("BootNotification").Count().ShouldBe(2);
    }

    [Fact]
    public void A_charger_stopped_in_a_power_loss_stays_off_when_it_ends()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        Inject(fleet, charger, new PowerLoss { Duration = TimeSpan.FromSeconds(30) });
        fleet.Time.Await(charger.StopAsync(Limit), Limit);
        fleet.Time.Advance(TimeSpan.FromMinutes(5));

        charger.Snapshot.PoweredOn.ShouldBeFalse();
        charger.Start();
        fleet.Until(() => charger.Link.State == LinkState.Connected);
    }

    [Fact]
    public void A_failing_lock_refuses_to_hold_the_plug_until_lifted()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        Inject(fleet, charger, new Simulation.Chaos.LockFailure { Duration = TimeSpan.Zero });
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        charger.Snapshot.Evses[0].ErrorCode.ShouldBe(ChargePointErrorCode.ConnectorLockFailure);
        charger.Snapshot.Evses[0].PlugLocked.ShouldBeFalse();

        fleet.Time.Await(charger.LiftAllAsync(), Limit).ShouldBe(1);
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        charger.Snapshot.Evses[0].ErrorCode.ShouldBe(ChargePointErrorCode.NoError);
    }

    [Fact]
    public void Kinds_combine_and_end_each_on_its_own()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        Inject(fleet, charger, new Disconnect { Duration = TimeSpan.FromSeconds(60) });
        Inject(fleet, charger, new Fault { EvseId = 1, Duration = TimeSpan.FromSeconds(120) });
        Inject(fleet, charger, new PowerLoss { Duration = TimeSpan.FromSeconds(30) });
        charger.Chaos.Select(active => active.Id).ShouldBe(["disconnect-1", "fault-2", "power-loss-3"]);

        fleet.Time.Advance(TimeSpan.FromSeconds(40));
        charger.Snapshot.PoweredOn.ShouldBeTrue();
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Faulted);
        charger.Link.State.ShouldBe(LinkState.Waiting);
        fleet.Time.Advance(TimeSpan.FromSeconds(40));
        charger.Link.State.ShouldBe(LinkState.Connected);
        fleet.Time.Advance(TimeSpan.FromSeconds(60));
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Available);
        charger.Chaos.ShouldBeEmpty();
    }

    [Fact]
    public void What_cannot_apply_is_refused_with_the_reason_and_changes_nothing()
    {
        using var fleet = new VirtualFleet();
        var off = fleet.Fleet.Add(VirtualFleet.Definition("OFF"), null);
        Refused(off, new Disconnect(), RefusalKind.Conflict, "The charger is off");
        Refused(off, new PowerLoss(), RefusalKind.Conflict, "The charger is off");

        var charger = fleet.Booted();
        Refused(charger, new Fault { EvseId = 3 }, RefusalKind.Unknown, "There is no EVSE 3");
        Refused(
            charger,
            new Fault { ErrorCode = ChargePointErrorCode.NoError },
            RefusalKind.Invalid,
            "other than NoError"
        );
        Refused(
            charger,
            new Disconnect { Duration = TimeSpan.FromSeconds(-1) },
            RefusalKind.Invalid,
            "0 (until lifted)"
        );
        Refused(charger, new Disconnect { EvseId = 1 }, RefusalKind.Invalid, "the whole charger");
        Inject(fleet, charger, new Disconnect());
        charger.Chaos.Count.ShouldBe(1);
        fleet.Time.Await(charger.InjectAsync(new Disconnect()), Limit).Refusal!.Detail.ShouldContain("lift it first");
        charger.Chaos.Count.ShouldBe(1);

        void Refused(SimulatedCharger target, ChaosSettings settings, RefusalKind kind, string detail)
        {
            var outcome = fleet.Time.Await(target.InjectAsync(settings), Limit);
            outcome.Active.ShouldBeNull();
            outcome.Refusal!.Kind.ShouldBe(kind);
            outcome.Refusal.Detail.ShouldContain(detail);
            target.Chaos.ShouldBeEmpty();
        }
    }

    private static ActiveChaos Inject(VirtualFleet fleet, SimulatedCharger charger, ChaosSettings settings)
    {
        var outcome = fleet.Time.Await(charger.InjectAsync(settings), Limit);
        outcome.Refusal.ShouldBeNull();
        return outcome.Active!;
    }
}
