using Simulation.Chaos;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>The CSMS is gone for all chargers at once, and all come back at once: with their queues, while cars charge.</summary>
internal sealed class ReconnectStorm : IScenario
{
    private static readonly NumberParameter At = Seconds(
        "firstSeconds",
        "First outage after",
        "From the start of the run to the first outage.",
        60
    );

    private static readonly NumberParameter Outage = Seconds(
        "outageSeconds",
        "Outage",
        "How long all are without a connection.",
        60
    );

    private static readonly NumberParameter Every = Seconds(
        "everySeconds",
        "Again every",
        "From the beginning of one outage to that of the next.",
        180
    );

    private static readonly TimeSpan ArriveWithin = TimeSpan.FromSeconds(20);

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "reconnect_storm",
            Title = "Reconnect storm",
            Description = "All chargers lose the CSMS at the same instant and come back at the same instant.",
            Duration = TimeSpan.FromMinutes(10),
            Parameters = [At, Outage, Every, Sessions.Share, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        Sessions.Plan(run, ArriveWithin);
        var outage = TimeSpan.FromSeconds(run.Parameters[Outage]);
        // An outage that has not ended is not begun again.
        var every = TimeSpan.FromSeconds(Math.Max(run.Parameters[Every], run.Parameters[Outage] + 1));
        for (var at = TimeSpan.FromSeconds(run.Parameters[At]); at < run.Duration; at += every)
        {
            foreach (var charger in run.Chargers)
            {
                run.Plan(at, new InjectChaos(charger.Id, new Disconnect { Duration = outage }));
            }
        }
    }

    private static NumberParameter Seconds(string name, string title, string description, double usual) =>
        new(name, title, description, 1, 86_400, usual) { Unit = "s" };
}
