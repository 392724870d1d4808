namespace ChargePoints;

// What of a connector survives a power cut, besides its register, its availability and its transaction.
internal sealed partial class Connector
{
    private Standing _saved;

    // Marks that hold until somebody ends them; faults of the hardware are found again by the hardware.
    private readonly record struct Standing(
        CableState Cable,
        VehicleState? Vehicle,
        bool SessionOver,
        bool Abandoned,
        Grant? KeptFor,
        Fault? Fault,
        double? PowerFactor
    );

    private Standing Stands =>
        new(
            Cable,
            Vehicle,
            SessionOver,
            Abandoned,
            KeptFor,
            Fault is { Cause: FaultCause.Hand } ? Fault : null,
            Meter.Disturbance > 1 ? Meter.Disturbance : null
        );

    /// <summary>True when what stands here has changed since it was last asked.</summary>
    public bool TakeChange()
    {
        Standing now = Stands;
        if (now == _saved)
        {
            return false;
        }
        _saved = now;
        return true;
    }

    /// <summary>What stands here; null when nothing does.</summary>
    public DurableConnector? ToDurable()
    {
        Standing now = Stands;
        return now == default
            ? null
            : new()
            {
                ConnectorId = Id,
                Cable = now.Cable != CableState.Out,
                Vehicle = now.Vehicle?.Settings,
                SessionOver = now.SessionOver,
                Abandoned = now.Abandoned,
                KeptForIdTag = now.KeptFor?.IdTag,
                KeptForParentIdTag = now.KeptFor?.ParentIdTag,
                Fault = now.Fault?.ErrorCode,
                FaultInfo = now.Fault?.Info,
                PowerFactor = now.PowerFactor,
            };
    }

    /// <summary>Puts back what stood here.</summary>
    /// <param name="saved">As saved.</param>
    /// <param name="socPercent">How full the car was; null when that is not known.</param>
    public void Restore(DurableConnector saved, double? socPercent)
    {
        Vehicle = saved.Vehicle is { } car ? new(car, Settings.CurrentType, socPercent) : null;
        Cable =
            Vehicle is not null ? CableState.Connected
            : saved.Cable && HasLock ? CableState.EvseOnly
            : CableState.Out;
        SessionOver = saved.SessionOver && Cable != CableState.Out;
        Abandoned = saved.Abandoned && Cable != CableState.Out;
        KeptFor = saved.KeptForIdTag is { } owner && HasLock ? new(owner, saved.KeptForParentIdTag) : null;
        Locked = KeptFor is not null;
        Fault = saved.Fault is { } code ? new(code, saved.FaultInfo, FaultCause.Hand) : null;
        Meter.Retarget(_cp.Now, PowerLimit.None, false, Vehicle);
        // What disturbed the power is over, and that has yet to be saved.
        _saved = Stands with
        {
            PowerFactor = saved.PowerFactor,
        };
    }
}
