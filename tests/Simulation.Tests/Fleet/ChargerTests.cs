using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Transport;

namespace Simulation.Tests.Fleet;

public sealed class ChargerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_started_charger_boots_and_charges()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();

        fleet.Post(charger, new PlugIn(1, null)).Refusal.ShouldBeNull();
        fleet.Post(charger, new PresentTag(1, "TAG1")).Refusal.ShouldBeNull();
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);
        fleet.Time.Advance(TimeSpan.FromMinutes(10));

        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Charging);
        charger.Snapshot.Evses[0].EnergyMilliWhAt(fleet.Time.Now).ShouldBeGreaterThan(1_000_000);
        fleet.Csms.Calls("MeterValues").Count().ShouldBeGreaterThan(50);
        charger.History(1).ShouldNotBeEmpty();
        charger.History(1)[^1].PowerW.ShouldBeGreaterThan(1000);
        charger.History(1)[^1].SocPercent.ShouldNotBeNull();
        charger.LastMessageAt.ShouldNotBeNull();
        fleet.Fleet.Counters.MessagesOut.ShouldBe(fleet.Csms.Trace.Count(line => line.Contains(" > ")));
    }

    [Fact]
    public void The_log_shows_both_directions_in_order_with_round_trips()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();

        var boot = charger.Log.Read(100, filter: new LogFilter { Actions = ["BootNotification"] });
        boot.Select(entry => (entry.Type, entry.Direction))
            .ShouldBe([("call", LogDirection.Out), ("result", LogDirection.In)]);
        boot[0].MessageId.ShouldBe(boot[1].MessageId);
        boot[1].RoundTripMs.ShouldBe(2);
        charger.Log.Read(100, filter: new LogFilter { Type = "connected" }).Count.ShouldBe(1);
    }

    [Fact]
    public void A_refused_input_says_why_and_changes_nothing()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Fleet.Add(VirtualFleet.Definition("CP1"), null);

        var outcome = fleet.Post(charger, new PlugIn(1, null));

        outcome.Refusal!.Kind.ShouldBe(RefusalKind.Conflict);
        outcome.Snapshot.ShouldBeSameAs(charger.Snapshot);
        Should.Throw<ArgumentException>(() => (Task)charger.PostAsync(new LinkUp()).AsTask());
    }

    [Fact]
    public void A_charger_with_a_transaction_is_not_retired()
    {
        using var fleet = new VirtualFleet();
        var charger = Charging(fleet);

        fleet.Time.Await(charger.RetireIfIdleAsync(SimulatedCharger.StopLimit), Limit).ShouldBeFalse();

        charger.Running.ShouldBeTrue();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        charger.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Charging);
        fleet.Csms.Calls("StopTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void A_retired_charger_is_off_and_stays_so()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();

        fleet.Time.Await(charger.RetireIfIdleAsync(SimulatedCharger.StopLimit), Limit).ShouldBeTrue();

        charger.Link.State.ShouldBe(LinkState.Off);
        charger.Start();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        charger.Snapshot.PoweredOn.ShouldBeFalse();
        fleet.Post(charger, new PresentTag(1, "TAG1")).Refusal!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public void A_charger_is_retired_with_its_transaction_reported_and_comes_back_when_that_is_taken_back()
    {
        using var fleet = new VirtualFleet();
        var charger = Charging(fleet);

        fleet.Time.Await(charger.RetireAsync(SimulatedCharger.StopLimit), Limit);

        fleet.Csms.Calls("StopTransaction").Count().ShouldBe(1);
        var refusal = fleet.Post(charger, new SetConfiguration("HeartbeatInterval", "42")).Refusal.ShouldNotBeNull();
        refusal.Kind.ShouldBe(RefusalKind.Conflict);
        refusal.Detail.ShouldContain("just being changed");

        charger.Reinstate();
        charger.Start();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        charger.Link.State.ShouldBe(LinkState.Connected);
        fleet.Post(charger, new SetConfiguration("HeartbeatInterval", "42")).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_orderly_stop_reports_the_transaction_and_closes_the_link()
    {
        using var fleet = new VirtualFleet();
        var charger = Charging(fleet);

        fleet.Time.Await(charger.StopAsync(SimulatedCharger.StopLimit), Limit);

        charger.Running.ShouldBeFalse();
        charger.Link.State.ShouldBe(LinkState.Off);
        charger.Snapshot.PoweredOn.ShouldBeFalse();
        charger.Snapshot.QueuedMessages.ShouldBe(0);
        fleet.Csms.Calls("StopTransaction").Count().ShouldBe(1);
        fleet.Csms.Central.FindConnection("CP1").ShouldBeNull();
        var messages = fleet.Csms.Trace.Count;
        fleet.Time.Advance(TimeSpan.FromHours(1));
        fleet.Csms.Trace.Count.ShouldBe(messages);
    }

    [Fact]
    public void A_stop_that_the_csms_does_not_answer_ends_at_its_limit_and_keeps_the_messages()
    {
        using var fleet = new VirtualFleet();
        var charger = Charging(fleet);
        fleet.Csms.Mute = true;
        var from = fleet.Time.Now;

        fleet.Time.Await(charger.StopAsync(SimulatedCharger.StopLimit), Limit);

        (fleet.Time.Now - from).ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8.1));
        charger.Snapshot.QueuedMessages.ShouldBeGreaterThan(0);
        charger.Link.State.ShouldBe(LinkState.Off);
    }

    [Theory]
    // Nothing to report: the close has at most its own 2 s.
    [InlineData(false, 1, 1)]
    [InlineData(false, 8, 2)]
    // The answer that does not come has the time until half a second before the end, the close the rest.
    [InlineData(true, 1, 1)]
    [InlineData(true, 8, 8)]
    public void A_close_that_the_csms_does_not_answer_is_within_the_limit_of_the_stop(
        bool charging,
        int limit,
        int seconds
    )
    {
        using var fleet = new VirtualFleet();
        var charger = charging ? Charging(fleet) : fleet.Booted();
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        fleet.Csms.Mute = true;
        fleet.Network.LosesCloses = true;
        var from = fleet.Time.Now;

        fleet.Time.Await(charger.StopAsync(TimeSpan.FromSeconds(limit)), Limit);

        (fleet.Time.Now - from).ShouldBe(TimeSpan.FromSeconds(seconds));
        charger.Link.State.ShouldBe(LinkState.Off);
    }

    [Fact]
    public void A_stop_without_a_connection_does_not_wait()
    {
        using var fleet = new VirtualFleet();
        var charger = Charging(fleet);
        fleet.Csms.Refusal = "down";
        fleet.Time.Await(charger.InjectAsync(new Disconnect()), Limit);
        var from = fleet.Time.Now;

        fleet.Time.Await(charger.StopAsync(SimulatedCharger.StopLimit), Limit);

        (fleet.Time.Now - from).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        charger.Link.State.ShouldBe(LinkState.Off);
    }

    [Fact]
    public void Start_and_stop_are_idempotent_and_a_start_ends_a_stop()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        charger.Start();
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        fleet.Csms.Attempts.Count.ShouldBe(1);

        fleet.Time.Await(Task.WhenAll(charger.StopAsync(Limit), charger.StopAsync(Limit)), Limit);
        fleet.Time.Await(charger.StopAsync(Limit), Limit);

        var stopping = charger.StopAsync(Limit);
        charger.Start();
        fleet.Time.Await(stopping, Limit);
        fleet.Until(() => charger.Link.State == LinkState.Connected);
        stopping = charger.StopAsync(Limit);
        charger.Start();
        fleet.Time.Await(stopping, Limit);
        fleet.Until(() => charger.Link.State == LinkState.Connected);
        charger.Running.ShouldBeTrue();
    }

    [Fact]
    public void A_removed_charger_is_stopped_forgotten_and_its_id_free()
    {
        using var fleet = new VirtualFleet();
        var charger = Charging(fleet);
        Should.Throw<InvalidOperationException>(() => fleet.Fleet.Add(VirtualFleet.Definition("CP1"), null));

        fleet.Time.Await(fleet.Fleet.RemoveAsync("CP1"), Limit);

        fleet.Fleet.TryGet("CP1", out _).ShouldBeFalse();
        fleet.Csms.Calls("StopTransaction").Count().ShouldBe(1);
        fleet.Post(charger, new PlugIn(1, null)).Refusal.ShouldNotBeNull();
        fleet.Time.Await(fleet.Fleet.RemoveAsync("CP1"), Limit);
        fleet.Booted().ShouldNotBeSameAs(charger);
    }

    [Fact]
    public void A_removed_charger_leaves_nothing_behind()
    {
        using var fleet = new VirtualFleet();
        var left = AddAndRemove(fleet);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        left.TryGetTarget(out _).ShouldBeFalse();
        GC.KeepAlive(fleet);
    }

    [Fact]
    public void Changes_are_drained_once_each()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var changed = new List<SimulatedCharger>();

        fleet.Fleet.DrainChanged(changed).ShouldBe(1);
        changed.ShouldBe([charger]);
        fleet.Fleet.DrainChanged(changed).ShouldBe(0);
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PlugIn(2, null));
        fleet.Fleet.DrainChanged(changed).ShouldBe(1);
    }

    [Fact]
    public void A_configuration_change_of_the_csms_is_published_and_its_secret_not_logged()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var call = fleet.Csms.CallAsync(
            "CP1",
            Actions.ChangeConfiguration,
            """{"key":"AuthorizationKey","value":"0123456789abcdef0123456789abcdef"}""",
            fleet.Time.Now
        );

        fleet.Time.Await(call, Limit);
        fleet.Time.Advance(TimeSpan.FromSeconds(10));

        charger.Configuration.AuthorizationKey.ShouldBe("0123456789abcdef0123456789abcdef");
        charger
            .Log.Read(int.MaxValue)
            .ShouldAllBe(entry => entry.Payload == null || !entry.Payload.Contains("0123456789abcdef"));
        charger.Log.Read(10, filter: new LogFilter { Actions = ["ChangeConfiguration"] }).Count.ShouldBe(2);
    }

    private static SimulatedCharger Charging(VirtualFleet fleet)
    {
        var charger = fleet.Booted();
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        return charger;
    }

    private static WeakReference<SimulatedCharger> AddAndRemove(VirtualFleet fleet)
    {
        var charger = Charging(fleet);
        fleet.Time.Await(fleet.Fleet.RemoveAsync("CP1"), Limit);
        fleet.Fleet.DrainChanged([]);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        return new WeakReference<SimulatedCharger>(charger);
    }
}
