using Simulation.Scenarios;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Scenarios;

/// <summary>What holds for every scenario that comes with the simulator.</summary>
public sealed class BuiltInTests
{
    public static TheoryData<string> Names => [.. ScenarioCatalogue.BuiltIn.Select(source => source.Description.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_same_inputs_give_the_same_plan_and_in_virtual_time_the_same_outcome(string name)
    {
        var (first, one) = ScenarioBench.Run(Busy(name));
        var (again, two) = ScenarioBench.Run(Busy(name));
        var (other, three) = ScenarioBench.Run(Busy(name, seed: 8));

        using (one)
        using (two)
        using (three)
        {
            first.End.ShouldBe(RunEnd.Finished);
            again.Timeline.Lines().ShouldBe(first.Timeline.Lines());
            again.Hash.ShouldBe(first.Hash);
            again.Timeline.Hash.ShouldBe(first.Timeline.Hash);
            two.Csms.Trace.ShouldBe(one.Csms.Trace);
            other.Hash.ShouldNotBe(first.Hash);
            first.PlannedActs.ShouldBeGreaterThan(4);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_plan_does_not_depend_on_what_the_Csms_says(string name)
    {
        var (accepted, one) = ScenarioBench.Run(Busy(name));
        var (refused, two) = ScenarioBench.Run(Busy(name), fleet => fleet.Csms.Drops = true);
        var (absent, three) = ScenarioBench.Run(Busy(name), fleet => fleet.Csms.Refusal = "nobody there");
        var (mute, four) = ScenarioBench.Run(Busy(name), fleet => fleet.Csms.Mute = true);

        using (one)
        using (two)
        using (three)
        using (four)
        {
            refused.Hash.ShouldBe(accepted.Hash);
            absent.Hash.ShouldBe(accepted.Hash);
            mute.Hash.ShouldBe(accepted.Hash);
            absent.Timeline.Hash.ShouldNotBe(accepted.Timeline.Hash);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void One_more_charger_leaves_the_plan_of_the_others_as_it_is(string name)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var before = Plan(name, seed, VirtualFleet.Definition("CP2"), VirtualFleet.Definition("CP4"));
            var after = Plan(
                name,
                seed,
                VirtualFleet.Definition("CP1"),
                VirtualFleet.Definition("CP2"),
                VirtualFleet.Definition("CP3"),
                VirtualFleet.Definition("CP4")
            );
            foreach (var id in (string[])["CP2", "CP4"])
            {
                after.Where(line => line.Contains($" {id} ")).ShouldBe(before.Where(line => line.Contains($" {id} ")));
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void When_it_is_over_nothing_of_it_is_left(string name)
    {
        var (run, fleet) = ScenarioBench.Run(Busy(name));

        using (fleet)
        {
            run.Timeline.All()[^1].Kind.ShouldBe(ScenarioEventKind.Ended);
            foreach (var charger in fleet.Fleet.Chargers)
            {
                charger.Chaos.ShouldBeEmpty();
                charger.Running.ShouldBeTrue();
                charger.Snapshot.Evses.ShouldAllBe(evse => evse.Transaction == null && evse.Vehicle == null);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_description_can_be_made_a_form_of(string name)
    {
        var description = new ScenarioCatalogue().Find(name)!.Description;

        description.Title.ShouldNotBeEmpty();
        description.Description.ShouldNotBeEmpty();
        description.BuiltIn.ShouldBeTrue();
        description.Parameters.Select(parameter => parameter.Name).ShouldBeUnique();
        foreach (var parameter in description.Parameters)
        {
            parameter.Title.ShouldNotBeEmpty();
            parameter.Description.ShouldNotBeEmpty();
            var values = ScenarioBench.Json(
                System.Text.Json.JsonSerializer.Serialize(
                    new Dictionary<string, object> { [parameter.Name] = parameter.DefaultValue }
                )
            );
            var errors = new List<ParameterError>();
            ScenarioValues.Read(description.Parameters, values, errors);
            errors.ShouldBeEmpty();
        }
    }

    private static List<string> Plan(string name, ulong seed, params ChargerDefinition[] chargers)
    {
        var order = Busy(name, seed) with
        {
            Chargers = [.. chargers.Select(it => ScenarioBench.Charger(it.ChargePoint))],
        };
        return [.. ScenarioBench.Plan(order).Timeline.Lines(TimelineOrigin.Plan)];
    }

    /// <summary>So fast that there is something of everything.</summary>
    private static ScenarioOrder Busy(string name, ulong seed = 7)
    {
        var schema = new ScenarioCatalogue().Find(name).ShouldNotBeNull().Description.Parameters;
        var fast = schema.Any(parameter => parameter.Name == "timeScale") ? """{ "timeScale": 60 }""" : "{}";
        return ScenarioBench.Order(name, seconds: 240, seed: seed, parameters: fast);
    }
}
