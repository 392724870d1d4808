using Ocpp;
using Simulation.Scenarios;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Scenarios;

/// <summary>Real time: the outcome depends on the machine, the plan does not.</summary>
public sealed class ScenarioLoopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Runs_come_to_their_end_by_themselves_with_the_plan_of_virtual_time()
    {
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        await using var loop = new ScenarioLoop(() => fleet.Now);
        // One after the other: the loop sleeps in between, with nothing to do.
        foreach (var seed in (ulong[])[1, 2])
        {
            var run = new ScenarioRun(Order(seed) with { StartAt = fleet.Now }, new OwnFleet(fleet));
            loop.Attach(run);
            await run.Ended.WaitAsync(Limit);

            run.End.ShouldBe(RunEnd.Finished);
            run.Hash.ShouldBe(ScenarioBench.Plan(Order(seed)).Hash);
        }
    }

    [Fact]
    public async Task Every_scenario_has_the_same_plan_in_real_time_again_and_as_in_virtual_time()
    {
        await using var clock = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        await using var loop = new ScenarioLoop(() => clock.Now);
        // All at the same time, each with chargers of its own: that takes as long as one.
        var names = ScenarioCatalogue.BuiltIn.Select(source => source.Description.Name).ToList();
        var hashes = await Task.WhenAll(names.Concat(names).Select(name => RealHashAsync(loop, () => clock.Now, name)));

        hashes.ShouldBe(names.Concat(names).Select(name => ScenarioBench.Plan(Short(name)).Hash));
        names.ShouldAllBe(name => !hashes.Contains(ScenarioBench.Plan(Short(name, 8)).Hash));
    }

    private static async Task<string> RealHashAsync(ScenarioLoop loop, Func<Instant> now, string name)
    {
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        var order = Short(name);
        foreach (var charger in order.Chargers)
        {
            // Nobody is there: the plan does not depend on it.
            var link = new LinkSettings { CsmsUrl = new Uri("ws://127.0.0.1:9/ocpp") };
            fleet.Add(VirtualFleet.Definition(charger.Id, link: link), null);
        }
        var run = new ScenarioRun(order with { StartAt = now() }, new OwnFleet(fleet));
        loop.Attach(run);
        await run.Ended.WaitAsync(Limit);
        run.End.ShouldBe(RunEnd.Finished, run.EndDetail);
        run.Timeline.Lines(TimelineOrigin.Plan).Count().ShouldBeGreaterThan(order.Chargers.Count, name);
        return run.Hash;
    }

    private static ScenarioOrder Short(string name, ulong seed = 7)
    {
        var schema = new ScenarioCatalogue().Find(name).ShouldNotBeNull().Description.Parameters;
        // A day in these seconds, where there is one.
        var fast = schema.FirstOrDefault(it => it.Name == "timeScale")?.Most is { } most
            ? $$"""{ "timeScale": {{most}} }"""
            : "{}";
        return ScenarioBench.Order(name, seconds: 5, seed: seed, parameters: fast);
    }

    [Fact]
    public async Task The_end_of_the_loop_stops_what_runs()
    {
        await using var fleet = new Simulation.Fleet(new FleetOptions { Loops = 1 }, new NullStore());
        var loop = new ScenarioLoop(() => fleet.Now);
        var run = new ScenarioRun(Order(1, 3600) with { StartAt = fleet.Now }, new OwnFleet(fleet));
        loop.Attach(run);

        await loop.DisposeAsync().AsTask().WaitAsync(Limit);

        run.End.ShouldBe(RunEnd.Stopped);
        run.Running.ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => loop.Attach(run));
    }

    private static ScenarioOrder Order(ulong seed, int seconds = 2) =>
        ScenarioBench.Order("normal_charge", seconds: seconds, seed: seed, parameters: """{ "timeScale": 600 }""");
}
