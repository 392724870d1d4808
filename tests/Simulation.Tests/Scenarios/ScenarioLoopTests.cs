using Simulation.Scenarios;

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
