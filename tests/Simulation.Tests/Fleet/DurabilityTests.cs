using ChargePoints;
using Ocpp;
using Simulation.Logs;
using Simulation.Transport;

namespace Simulation.Tests.Fleet;

public sealed class DurabilityTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_transaction_message_goes_out_only_when_it_is_durable_and_later_frames_wait_behind_it()
    {
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        var charger = fleet.Booted();
        store.CommitsAtOnce = false;
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        fleet.Csms.Calls("Authorize").Count().ShouldBe(1);
        charger.Snapshot.QueuedMessages.ShouldBe(1);
        fleet.Csms.Calls("StartTransaction").ShouldBeEmpty();

        // An answer to the CSMS is no transaction message, but keeps its place in the order.
        var call = fleet.Csms.CallAsync("CP1", Ocpp.V16.Actions.GetConfiguration, "{}", fleet.Time.Now);
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        call.IsCompleted.ShouldBeFalse();

        store.Commit();
        fleet.Until(() => call.IsCompleted);

        var sent = fleet.Csms.Trace.Where(line => line.Contains(" > ")).TakeLast(2).ToList();
        sent[0].ShouldContain("StartTransaction");
        sent[1].ShouldContain("configurationKey");
        fleet.Until(() => charger.Snapshot.QueuedMessages == 0);
        var answer = charger.Log.Read(50, filter: new LogFilter { Actions = ["StartTransaction"] })[^1];
        answer.RoundTripMs.ShouldNotBeNull().ShouldBeLessThan(1_000, "the wait for the store is not the CSMS's");
    }

    [Fact]
    public void A_message_id_is_refused_while_the_answer_to_the_call_that_has_it_waits_for_the_store()
    {
        const string Call = "[2,\"x\",\"ChangeAvailability\",{\"connectorId\":1,\"type\":\"Inoperative\"}]";
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        var charger = fleet.Booted();
        store.CommitsAtOnce = false;
        fleet.Csms.Say("CP1", Call);
        fleet.Csms.Say("CP1", Call);
        fleet.Csms.Say("CP1", Call.Replace("\"x\"", "\"y\""));
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        store.Commit();
        fleet.Time.Advance(TimeSpan.FromSeconds(1));

        // Answered, the id is free again.
        fleet.Csms.Say("CP1", Call);
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        store.Commit();
        fleet.Time.Advance(TimeSpan.FromSeconds(1));

        string[] answers =
        [
            .. fleet.Csms.Trace.Select(line => line[(line.IndexOf('[', StringComparison.Ordinal))..]).Where(IsAnswer),
        ];
        answers.Length.ShouldBe(4);
        answers[0].ShouldBe("[3,\"x\",{\"status\":\"Accepted\"}]");
        answers[1].ShouldStartWith("[4,\"x\",\"GenericError\",");
        answers[2].ShouldBe("[3,\"y\",{\"status\":\"Accepted\"}]");
        answers[3].ShouldBe(answers[0]);

        static bool IsAnswer(string frame) => frame[3..].StartsWith("\"x\"") || frame[3..].StartsWith("\"y\"");
    }

    [Fact]
    public void What_waits_for_the_store_is_dropped_with_its_link_and_delivered_over_the_next()
    {
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        var charger = fleet.Booted();
        store.CommitsAtOnce = false;
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Time.Advance(TimeSpan.FromSeconds(5));

        fleet.Time.Await(
            charger.InjectAsync(new Simulation.Chaos.Disconnect { Duration = TimeSpan.FromSeconds(5) }),
            Limit
        );
        store.Commit();
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        fleet.Csms.Calls("StartTransaction").ShouldBeEmpty();
        store.CommitsAtOnce = true;
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);

        fleet.Csms.Calls("StartTransaction").Count().ShouldBe(1);
    }

    [Fact]
    public void A_change_of_the_password_is_answered_before_the_link_is_made_anew_with_it()
    {
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        fleet.Booted();
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        store.CommitsAtOnce = false;
        var call = fleet.Csms.CallAsync(
            "CP1",
            Ocpp.V16.Actions.ChangeConfiguration,
            """{"key":"AuthorizationKey","value":"0123456789abcdef0123456789abcdef"}""",
            fleet.Time.Now
        );
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        call.IsCompleted.ShouldBeFalse();
        fleet.Csms.Attempts.Count.ShouldBe(1);

        store.Commit();
        fleet.Time.Await<Csms.CallOutcome>(new(call), Limit).Status.ShouldBe(Csms.CallStatus.Result);
        fleet.Until(() => fleet.Csms.Attempts.Count == 2);
    }

    [Fact]
    public void A_charger_restored_from_its_saves_goes_on_where_it_was()
    {
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        var charger = fleet.Booted();
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        fleet.Post(charger, new SetConfiguration("HeartbeatInterval", "77"));
        var energy = charger.Snapshot.Evses[0].EnergyMilliWh;

        using var other = new VirtualFleet();
        var restored = other.Fleet.Add(VirtualFleet.Definition("CP1"), store.Read("CP1"));

        restored.Configuration.HeartbeatIntervalSeconds.ShouldBe(77);
        restored.Snapshot.Evses[0].EnergyMilliWh.ShouldBeGreaterThan(0);
        restored.Snapshot.Evses[0].EnergyMilliWh.ShouldBeLessThanOrEqualTo(energy);
    }
}
