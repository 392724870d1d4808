using ChargePoints;

namespace Simulation.Scenarios.Acts;

/// <summary>A charger is switched on; nothing happens when it is on.</summary>
public sealed record StartCharger(string ChargerId) : ScenarioAct(ChargerId, 0)
{
    /// <inheritdoc/>
    public override string Kind => "start";

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        new(await fleet.StartAsync(charger).ConfigureAwait(false));
}

/// <summary>A charger is switched off in an orderly way.</summary>
public sealed record StopCharger(string ChargerId) : ScenarioAct(ChargerId, 0)
{
    /// <inheritdoc/>
    public override string Kind => "stop";

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        new(await fleet.StopAsync(charger).ConfigureAwait(false));
}

/// <summary>A technician sets a configuration key at the charger.</summary>
public sealed record SetKey(string ChargerId, string Key, string Value) : ScenarioAct(ChargerId, 0)
{
    /// <inheritdoc/>
    public override string Kind => "set-configuration";

    /// <inheritdoc/>
    public override string Detail => $"{Key}={Value}";

    internal override ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        PostAsync(charger, new SetConfiguration(Key, Value));
}

/// <summary>The embedded CSMS calls the charger. Refused with another CSMS.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="Action">The OCPP action.</param>
/// <param name="Payload">The request as JSON.</param>
public sealed record CsmsCall(string ChargerId, string Action, string Payload) : ScenarioAct(ChargerId, 0)
{
    /// <inheritdoc/>
    public override string Kind => "csms-call";

    /// <inheritdoc/>
    public override string Detail => $"{Action} {Payload}";

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        new(await fleet.CallAsync(charger, Action, Payload).ConfigureAwait(false));
}
