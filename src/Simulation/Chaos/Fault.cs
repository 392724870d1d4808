using ChargePoints;
using Ocpp;
using Ocpp.V16;

namespace Simulation.Chaos;

/// <summary>An EVSE, or with EVSE 0 the charge point, has a hardware fault.</summary>
public sealed record Fault : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "fault";

    /// <summary>What is reported.</summary>
    public ChargePointErrorCode ErrorCode { get; init; } = ChargePointErrorCode.InternalError;

    /// <inheritdoc/>
    public override string Summary => OcppEnum.Name(ErrorCode);

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now) =>
        target.Step(new FaultStarted(EvseId, ErrorCode, "Injected"), now);

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) =>
        target.Step(new FaultCleared(EvseId), now);
}
