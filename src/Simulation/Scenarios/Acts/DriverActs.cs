using ChargePoints;
using Ocpp.V16;

namespace Simulation.Scenarios.Acts;

/// <summary>A driver plugs a car in.</summary>
public sealed record PlugInCar(string ChargerId, int EvseId, VehicleSettings Car) : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "plug-in";

    /// <inheritdoc/>
    public override string Detail =>
        $"car {Car.Id}, {Text(Car.SocPercent)} % of {Text(Car.BatteryWh)} Wh, AC {Text(Car.MaxAcPowerW)} W, DC {Text(Car.MaxDcPowerW)} W, {Car.Phases} phases";

    internal override bool Occupies => true;

    internal override ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        PostAsync(charger, new PlugIn(EvseId, Car));
}

/// <summary>A driver holds a card to the reader: starts or stops.</summary>
public sealed record HoldTag(string ChargerId, int EvseId, string IdTag) : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "present-tag";

    /// <inheritdoc/>
    public override string Detail => $"tag {IdTag}";

    internal override bool Occupies => true;

    internal override ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        PostAsync(charger, new PresentTag(EvseId, IdTag));
}

/// <summary>A driver presents a tag and plugs a car in. Refused where a transaction runs: the tag would end it.</summary>
public sealed record StartCharging(string ChargerId, int EvseId, string IdTag, VehicleSettings Car)
    : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "start-transaction";

    /// <inheritdoc/>
    public override string Detail => $"tag {IdTag}, car {Car.Id}, {Text(Car.SocPercent)} % of {Text(Car.BatteryWh)} Wh";

    internal override bool Occupies => true;

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger)
    {
        if (charger.Snapshot.Evses[EvseId - 1].Transaction is not null)
        {
            return new(new(RefusalKind.Conflict, $"A transaction is running at EVSE {EvseId}: stop it first."));
        }
        var tag = await PostAsync(charger, new PresentTag(EvseId, IdTag)).ConfigureAwait(false);
        return tag.Refusal is null ? await PostAsync(charger, new PlugIn(EvseId, Car)).ConfigureAwait(false) : tag;
    }
}

/// <summary>The running transaction is ended.</summary>
public sealed record StopCharging(string ChargerId, int EvseId, Reason Reason = Reason.Local)
    : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "stop-transaction";

    /// <inheritdoc/>
    public override string Detail => $"reason {Reason}";

    internal override ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        PostAsync(charger, new StopTransaction(EvseId, Reason));
}

/// <summary>The cable is pulled; null: at the end where it comes off.</summary>
public sealed record UnplugCar(string ChargerId, int EvseId, UnplugSide? Side = null) : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "unplug";

    /// <inheritdoc/>
    public override string Detail =>
        Side switch
        {
            UnplugSide.Ev => "at the car",
            UnplugSide.Evse => "at the EVSE",
            _ => "",
        };

    internal override ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger) =>
        PostAsync(charger, new Unplug(EvseId, Side ?? WhereItComesOff(charger, EvseId)));

    internal static UnplugSide WhereItComesOff(SimulatedCharger charger, int evseId) =>
        charger.Definition.ChargePoint.Evses[evseId - 1].Cable == CableKind.Fixed ? UnplugSide.Ev : UnplugSide.Evse;
}

/// <summary>A driver ends what runs, pulls the cable and drives off. Refused when there is no cable to pull.</summary>
public sealed record DriveOff(string ChargerId, int EvseId) : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "drive-off";

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger)
    {
        // Without a transaction there is nothing to stop, and the cable comes off all the same.
        await PostAsync(charger, new StopTransaction(EvseId, Reason.Local)).ConfigureAwait(false);
        var side = UnplugCar.WhereItComesOff(charger, EvseId);
        return await PostAsync(charger, new Unplug(EvseId, side)).ConfigureAwait(false);
    }
}

/// <summary>The car stops taking energy, or takes it again.</summary>
public sealed record PauseCar(string ChargerId, int EvseId, bool Paused) : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => Paused ? "pause-vehicle" : "resume-vehicle";

    internal override ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger)
    {
        var status = Paused ? ChargePointStatus.SuspendedEV : ChargePointStatus.Charging;
        return PostAsync(charger, new SetStatus(EvseId, status, ChargePointErrorCode.NoError, null));
    }
}
