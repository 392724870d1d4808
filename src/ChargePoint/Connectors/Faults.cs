using Ocpp.V16;

namespace ChargePoints;

/// <summary>Hardware faults (OCPP 1.6 §4.9, digest §4): what prevents charging is Faulted until it is cleared.</summary>
internal static class Faults
{
    public static Refusal? Begin(ChargePoint cp, FaultStarted input)
    {
        if (input.ErrorCode == ChargePointErrorCode.NoError)
        {
            return new(RefusalKind.Invalid, "a fault needs an error code other than NoError");
        }
        if (StatusReport.WhyNotInfo(input.Info) is { } tooLong)
        {
            return tooLong;
        }
        if (input.EvseId == 0)
        {
            cp.Station.BeginFault(input.ErrorCode, input.Info);
            Told(cp, 0, input.ErrorCode, input.Info);
            return null;
        }
        if (cp.FindConnector(input.EvseId) is not { } connector)
        {
            return cp.NoSuchEvse(input.EvseId);
        }
        if (input.ErrorCode == ChargePointErrorCode.EVCommunicationError)
        {
            return Warn(cp, connector, input);
        }
        Begin(cp, connector, input.ErrorCode, input.Info, byLock: false);
        return null;
    }

    public static void Begin(
        ChargePoint cp,
        Connector connector,
        ChargePointErrorCode errorCode,
        string? info,
        bool byLock
    )
    {
        Told(cp, connector.Id, errorCode, info);
        connector.EndIntent();
        connector.Fault = new(errorCode, info, byLock);
        if (connector.Transaction is not null)
        {
            Reason reason = cp.IsOn ? Reason.Other : Reason.PowerLoss;
            TransactionStop.Stop(cp, connector, reason, faulted: true);
        }
        connector.Status.MoveTo(ChargePointStatus.Faulted, errorCode, info);
    }

    public static Refusal? Clear(ChargePoint cp, int evseId)
    {
        if (evseId == 0)
        {
            cp.Station.ClearFault();
            return null;
        }
        if (cp.FindConnector(evseId) is not { } connector)
        {
            return cp.NoSuchEvse(evseId);
        }
        Clear(cp, connector);
        return null;
    }

    /// <summary>Back to the status before the fault, as far as the facts still call for it (I1-I8).</summary>
    public static void Clear(ChargePoint cp, Connector connector)
    {
        if (connector.Fault is { } fault)
        {
            connector.Fault = null;
            cp.Tell(EventCategory.Evse, ChargePointEventType.FaultCleared, connector.Id, $"{fault.ErrorCode}");
            ConnectorAvailability.ApplyScheduled(connector);
            connector.MoveToIdleStatus();
        }
        else if (connector.Status.ErrorCode == ChargePointErrorCode.EVCommunicationError)
        {
            if (connector.Vehicle is { } vehicle)
            {
                vehicle.Paused = false;
            }
            connector.Status.MoveTo(connector.Status.Value);
            connector.UpdatePower();
        }
    }

    public static Refusal? SetLockFailure(ChargePoint cp, LockFailure input)
    {
        if (cp.FindConnector(input.EvseId) is not { } connector)
        {
            return cp.NoSuchEvse(input.EvseId);
        }
        if (!connector.HasLock)
        {
            return new(RefusalKind.Conflict, "the EVSE has a fixed cable and no lock");
        }
        connector.LockFails = input.Active;
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.Lock,
            connector.Id,
            input.Active ? "the lock fails from now on" : "the lock works again"
        );
        if (input.Active)
        {
            return null;
        }
        if (connector.Transaction is null && connector.KeptFor is null && connector.Locked)
        {
            connector.Unlock();
            if (connector.Status.ErrorCode == ChargePointErrorCode.ConnectorLockFailure && connector.Fault is null)
            {
                connector.Status.MoveTo(connector.Status.Value);
            }
        }
        if (connector.Fault is { ByLock: true })
        {
            Clear(cp, connector);
        }
        return null;
    }

    // Digest §3: only a warning, with one of four statuses; the car no longer says what it wants, so it gets nothing.
    private static Refusal? Warn(ChargePoint cp, Connector connector, FaultStarted input)
    {
        if (
            connector.Vehicle is not { } vehicle
            || connector.Status.Value is ChargePointStatus.Faulted or ChargePointStatus.Unavailable
        )
        {
            return new(RefusalKind.Conflict, "EVCommunicationError needs a car that is plugged in");
        }
        Told(cp, connector.Id, input.ErrorCode, input.Info);
        vehicle.Paused = true;
        connector.UpdatePower(input.ErrorCode, input.Info);
        connector.Status.MoveTo(connector.Status.Value, input.ErrorCode, input.Info);
        return null;
    }

    private static void Told(ChargePoint cp, int evseId, ChargePointErrorCode errorCode, string? info) =>
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.FaultStarted,
            evseId,
            info is null ? $"{errorCode}" : $"{errorCode}: {info}"
        );
}
