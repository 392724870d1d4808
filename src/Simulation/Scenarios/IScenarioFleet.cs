using ChargePoints;

namespace Simulation.Scenarios;

/// <summary>The chargers of a run as they are now, and what can be done about them besides inputs and disturbances.</summary>
public interface IScenarioFleet
{
    /// <summary>The charger of that id; null when it is not there any more.</summary>
    SimulatedCharger? Find(string chargerId);

    /// <summary>Switches a charger on; nothing happens when it is on.</summary>
    ValueTask<Refusal?> StartAsync(SimulatedCharger charger);

    /// <summary>Switches a charger off in an orderly way.</summary>
    ValueTask<Refusal?> StopAsync(SimulatedCharger charger);

    /// <summary>Has the embedded CSMS call a charger. Complete when the call is on its way, not when it is answered.</summary>
    ValueTask<Refusal?> CallAsync(SimulatedCharger charger, string action, string payload);

    /// <summary>Where the embedded CSMS serves a firmware to try updates with; null when there is none.</summary>
    ValueTask<string?> FirmwareAsync();
}

/// <summary>A fleet that belongs to the run as a whole, with no owner beside it.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="call">Has the embedded CSMS call the charger of that id; null when there is none.</param>
/// <param name="firmware">Where a firmware is served; null when none is.</param>
public sealed class OwnFleet(Fleet fleet, Func<string, string, string, Refusal?>? call = null, string? firmware = null)
    : IScenarioFleet
{
    /// <inheritdoc/>
    public SimulatedCharger? Find(string chargerId) => fleet.TryGet(chargerId, out var charger) ? charger : null;

    /// <inheritdoc/>
    public ValueTask<Refusal?> StartAsync(SimulatedCharger charger)
    {
        charger.Start();
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<Refusal?> StopAsync(SimulatedCharger charger)
    {
        await charger.StopAsync(SimulatedCharger.StopLimit).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public ValueTask<Refusal?> CallAsync(SimulatedCharger charger, string action, string payload) =>
        new(
            call is null
                ? new Refusal(RefusalKind.Conflict, "There is no embedded CSMS to call from.")
                : call(charger.Id, action, payload)
        );

    /// <inheritdoc/>
    public ValueTask<string?> FirmwareAsync() => new(firmware);
}
