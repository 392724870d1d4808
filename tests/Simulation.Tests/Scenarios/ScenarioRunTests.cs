using ChargePoints;
using Simulation.Chaos;
using Simulation.Scenarios;
using Simulation.Scenarios.Acts;

namespace Simulation.Tests.Scenarios;

public sealed class ScenarioRunTests
{
    private static readonly VehicleSettings Car = new() { Id = "EV1" };

    [Fact]
    public void A_tick_comes_for_each_second_of_the_duration_however_late()
    {
        var seen = new List<double>();
        var order = ScenarioBench.Order(
            new TestScenario
            {
                Ticked = (run, delta) =>
                {
                    delta.ShouldBe(TimeSpan.FromSeconds(1));
                    seen.Add(run.Elapsed.TotalSeconds);
                },
            },
            seconds: 5
        );

        ScenarioBench.Plan(order).End.ShouldBe(RunEnd.Finished);

        seen.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void It_switches_its_chargers_on_first_and_acts_are_done_at_their_offset_in_the_order_of_planning()
    {
        var order = ScenarioBench.Order(
            new TestScenario
            {
                Start = run =>
                {
                    run.Plan(TimeSpan.FromSeconds(20), new PlugInCar("CP1", 1, Car));
                    run.Plan(TimeSpan.FromSeconds(20), new HoldTag("CP1", 1, "TAG1"));
                    run.Plan(TimeSpan.FromSeconds(10.5), new SetKey("CP2", "HeartbeatInterval", "77"));
                    run.Plan(TimeSpan.FromSeconds(60), new SetKey("CP2", "HeartbeatInterval", "78"));
                },
            },
            chargers: 2,
            seconds: 60
        );

        var (run, fleet) = ScenarioBench.Run(order);

        using (fleet)
        {
            run.Timeline.Lines(TimelineOrigin.Plan)
                .ShouldBe([
                    "0 CP1 0 Plan start ",
                    "0 CP2 0 Plan start ",
                    "10.5 CP2 0 Plan set-configuration HeartbeatInterval=77",
                    "20 CP1 1 Plan plug-in car EV1, 30 % of 60000 Wh, AC 11000 W, DC 120000 W, 3 phases",
                    "20 CP1 1 Plan present-tag tag TAG1",
                ]);
            run.PlannedActs.ShouldBe(5);
            run.RefusedActs.ShouldBe(0);
            fleet.Fleet.TryGet("CP2", out var second).ShouldBeTrue();
            second.Configuration.HeartbeatIntervalSeconds.ShouldBe(77);
            var lines = run.Timeline.Lines(TimelineOrigin.Consequence).ToList();
            lines.ShouldContain(line => line.Contains("CP1 1 Consequence transaction-started"));
            lines.ShouldContain(line => line.Contains("CP1 1 Consequence transaction-stopped"));
            run.Timeline.Lines(TimelineOrigin.Reaction).ShouldBe(["60 CP1 1 Reaction drive-off "]);
            var log = second.Log.Read(1000, filter: new() { Categories = [Simulation.Logs.LogCategory.Scenario] });
            log.Select(line => line.Type).ShouldBe(["start", "set-configuration"]);
        }
    }

    [Fact]
    public void A_refused_act_carries_the_reason_and_the_scenario_is_told()
    {
        var told = new List<string>();
        var order = ScenarioBench.Order(
            new TestScenario
            {
                Start = run =>
                {
                    run.Plan(TimeSpan.FromSeconds(5), new StopCharging("CP1", 2));
                    run.Plan(TimeSpan.FromSeconds(6), new StopCharging("CP1", 9));
                    run.Plan(TimeSpan.FromSeconds(7), new StopCharging("nobody", 1));
                    run.Plan(TimeSpan.FromSeconds(8), new CsmsCall("CP1", "Reset", "{}"));
                    run.Plan(TimeSpan.FromSeconds(9), new LiftChaos("CP1", 0, "disconnect"));
                },
                Happened = (_, it) =>
                {
                    if (it.Kind == ScenarioEventKind.Refused)
                    {
                        told.Add($"{it.ChargerId} {it.EvseId} {it.Detail}");
                    }
                },
            },
            chargers: 1,
            seconds: 10
        );

        var (run, fleet) = ScenarioBench.Run(order);

        fleet.Dispose();
        run.RefusedActs.ShouldBe(5);
        told.Count.ShouldBe(5);
        told[0].ShouldStartWith("CP1 2 stop-transaction: ");
        told[1].ShouldBe("CP1 9 stop-transaction: The charger has no EVSE 9.");
        told[2].ShouldBe("nobody 1 stop-transaction: The charger is not there any more.");
        told[3].ShouldBe("CP1 0 csms-call: There is no embedded CSMS to call from.");
        told[4].ShouldBe("CP1 0 lift-chaos: There is no 'disconnect' to lift.");
    }

    [Fact]
    public void Reactions_are_marked_and_do_not_count_for_the_plan()
    {
        var quiet = ScenarioBench.Order(new TestScenario(), chargers: 1, seconds: 30);
        var reacting = ScenarioBench.Order(
            new TestScenario
            {
                Happened = (run, it) =>
                {
                    if (it.Kind == ChargePointEventType.Registration)
                    {
                        run.After(TimeSpan.FromSeconds(2), new StartCharging("CP1", 1, "TAG1", Car));
                    }
                },
            },
            chargers: 1,
            seconds: 30
        );

        var (first, one) = ScenarioBench.Run(quiet);
        var (second, two) = ScenarioBench.Run(reacting);

        one.Dispose();
        two.Dispose();
        second.Hash.ShouldBe(first.Hash);
        second.Timeline.Hash.ShouldNotBe(first.Timeline.Hash);
        second
            .Timeline.Lines(TimelineOrigin.Reaction)
            .ShouldContain(line => line.Contains("start-transaction tag TAG1"));
    }

    [Fact]
    public void A_scenario_hears_every_message_when_it_wants_to_and_the_timeline_only_what_the_Csms_calls()
    {
        var heard = new List<string>();
        var order = ScenarioBench.Order(
            new TestScenario
            {
                HearsMessages = true,
                Happened = (_, it) => heard.Add($"{it.Direction} {it.Kind} {it.Action}"),
            },
            chargers: 1,
            seconds: 10
        );

        var (run, fleet) = ScenarioBench.Run(
            order,
            it =>
                it.Time.Schedule(
                    it.Time.Now + TimeSpan.FromSeconds(5),
                    () => _ = it.Csms.CallAsync("CP1", Ocpp.V16.Actions.ClearCache, "{}", it.Time.Now)
                )
        );

        fleet.Dispose();
        heard.ShouldContain("Out call BootNotification");
        heard.ShouldContain("In result BootNotification");
        heard.ShouldContain("In csms-call ClearCache");
        heard.ShouldContain("Out result ClearCache");
        run.Timeline.Lines().ShouldContain(line => line.EndsWith("csms-call ClearCache"));
        run.Timeline.Lines().ShouldNotContain(line => line.Contains("BootNotification"));
    }

    [Fact]
    public void Stopped_in_the_middle_it_clears_away_what_it_did()
    {
        var stopped = 0;
        var order = ScenarioBench.Order(
            new TestScenario
            {
                Start = run =>
                {
                    run.Plan(TimeSpan.FromSeconds(5), new StartCharging("CP1", 1, "TAG1", Car));
                    run.Plan(
                        TimeSpan.FromSeconds(20),
                        new InjectChaos("CP1", new Disconnect { Duration = TimeSpan.Zero })
                    );
                    run.Plan(TimeSpan.FromSeconds(50), new StartCharging("CP1", 2, "TAG2", Car));
                },
                Stopped = _ => stopped++,
            },
            chargers: 1,
            seconds: 60
        );
        ScenarioRun? run = null;
        using var fleet = new Tests.Fleet.VirtualFleet();
        var charger = fleet.Fleet.Add(Tests.Fleet.VirtualFleet.Definition("CP1"), null);
        run = new ScenarioRun(order, new OwnFleet(fleet.Fleet));
        fleet.Time.Attach(run);
        fleet.Time.Schedule(ScenarioBench.Start + TimeSpan.FromSeconds(30), run.Stop);
        fleet.Until(() => !run.Running);

        run.End.ShouldBe(RunEnd.Stopped);
        run.ElapsedAt(fleet.Time.Now).ShouldBe(TimeSpan.FromSeconds(30));
        stopped.ShouldBe(1);
        charger.Chaos.ShouldBeEmpty();
        charger.Snapshot.Evses.ShouldAllBe(evse => evse.Transaction == null && evse.Vehicle == null);
        charger.Snapshot.PoweredOn.ShouldBeTrue();
        run.Timeline.Lines(TimelineOrigin.Reaction)
            .ShouldBe(["30 CP1 0 Reaction lift-chaos disconnect", "30 CP1 1 Reaction drive-off "]);
        // What the run has left behind is delivered.
        fleet.Time.Advance(TimeSpan.FromMinutes(2));
        fleet.Csms.Calls("StopTransaction").Count().ShouldBe(1);
    }

    [Fact]
    public void A_scenario_that_fails_ends_its_run_and_says_why()
    {
        var order = ScenarioBench.Order(
            new TestScenario
            {
                Start = run => run.Plan(TimeSpan.FromSeconds(1), new StartCharging("CP1", 1, "TAG1", Car)),
                Ticked = (run, _) =>
                {
                    if (run.Elapsed == TimeSpan.FromSeconds(20))
                    {
                        throw new InvalidOperationException("Step 3 has no charger.");
                    }
                },
            },
            chargers: 1,
            seconds: 60
        );

        var (run, fleet) = ScenarioBench.Run(order);

        using (fleet)
        {
            run.End.ShouldBe(RunEnd.Failed);
            run.EndDetail.ShouldBe("Step 3 has no charger.");
            fleet.Fleet.TryGet("CP1", out var charger).ShouldBeTrue();
            charger.Snapshot.Evses[0].Transaction.ShouldBeNull();
        }
    }

    [Fact]
    public void A_scenario_that_reacts_to_its_own_reactions_without_end_fails()
    {
        var order = ScenarioBench.Order(
            new TestScenario { Happened = (run, it) => run.After(TimeSpan.Zero, new StopCharging("CP1", 1)) },
            chargers: 1,
            seconds: 60
        );

        var (run, fleet) = ScenarioBench.Run(order);

        fleet.Dispose();
        run.End.ShouldBe(RunEnd.Failed);
        run.EndDetail.ShouldNotBeNull().ShouldContain("without time passing");
    }

    [Fact]
    public void A_charger_that_is_removed_meanwhile_does_not_keep_the_others()
    {
        var order = ScenarioBench.Order("normal_charge", seconds: 240, parameters: """{ "timeScale": 60 }""");

        var (run, fleet) = ScenarioBench.Run(
            order,
            it => it.Time.Schedule(it.Time.Now + TimeSpan.FromSeconds(100), () => _ = it.Fleet.RemoveAsync("CP2"))
        );

        using (fleet)
        {
            run.End.ShouldBe(RunEnd.Finished);
            run.Timeline.Lines()
                .ShouldContain(line => line.Contains("CP2") && line.EndsWith("The charger is not there any more."));
            run.Hash.ShouldBe(
                ScenarioBench.Plan(order with { Scenario = new ScenarioCatalogue().Find("normal_charge")!.Make() }).Hash
            );
        }
    }

    [Fact]
    public void In_real_time_the_plan_is_the_same_as_in_virtual_time()
    {
        var virtualRun = ScenarioBench.Plan(Order());
        var started = new Ocpp.Instant(1_000_000);
        var late = new ScenarioRun(Order() with { StartAt = started }, new OwnFleet(new VirtualFleetOfNone().Fleet));

        // A loop that comes late, and at odd instants.
        for (var at = started; late.Running; at += TimeSpan.FromSeconds(37.3))
        {
            late.RunUntil(at);
        }

        late.Hash.ShouldBe(virtualRun.Hash);

        static ScenarioOrder Order() =>
            ScenarioBench.Order("normal_charge", seconds: 240, parameters: """{ "timeScale": 60 }""");
    }

    private sealed class VirtualFleetOfNone
    {
        public Simulation.Fleet Fleet { get; } =
            new(
                new FleetOptions { VirtualTime = new VirtualTimeLoop(ScenarioBench.Start), Loops = 1 },
                new NullStore()
            );
    }
}
