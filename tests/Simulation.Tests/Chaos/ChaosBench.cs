using ChargePoints;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Chaos;

/// <summary>What tests of chaos do again and again.</summary>
internal static class ChaosBench
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static ActiveChaos Inject(this VirtualFleet fleet, SimulatedCharger charger, ChaosSettings settings)
    {
        var outcome = fleet.Time.Await(charger.InjectAsync(settings), Limit);
        outcome.Refusal.ShouldBeNull();
        return outcome.Active!;
    }

    public static Refusal Refused(this VirtualFleet fleet, SimulatedCharger charger, ChaosSettings settings)
    {
        var before = charger.Chaos;
        var outcome = fleet.Time.Await(charger.InjectAsync(settings), Limit);
        outcome.Active.ShouldBeNull();
        charger.Chaos.ShouldBe(before);
        return outcome.Refusal.ShouldNotBeNull();
    }

    public static void Lift(this VirtualFleet fleet, SimulatedCharger charger, ActiveChaos active) =>
        fleet.Time.Await(charger.LiftAsync(active.Id), Limit).ShouldBeTrue();

    /// <summary>A charge on EVSE 1 that has its power.</summary>
    public static SimulatedCharger Charging(
        this VirtualFleet fleet,
        string id = "CP1",
        IReadOnlyDictionary<string, string>? configuration = null
    )
    {
        var charger = fleet.Booted(id, configuration);
        fleet.Post(charger, new PlugIn(1, null)).Refusal.ShouldBeNull();
        fleet.Post(charger, new PresentTag(1, "TAG1")).Refusal.ShouldBeNull();
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);
        return charger;
    }

    public static IReadOnlyList<LogEntry> ChaosLog(this SimulatedCharger charger) =>
        [.. charger.Log.Read(10_000, filter: new LogFilter { Categories = [LogCategory.Chaos] })];
}
