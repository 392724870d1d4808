using Ocpp.V16;

namespace ChargePoints;

/// <summary>Hardware faults (OCPP 1.6 §4.9): what prevents charging is Faulted until it is cleared.</summary>
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
            if (input.ErrorCode == ChargePointErrorCode.EVCommunicationError)
            {
                return new(
                    RefusalKind.Invalid,
                    "EVCommunicationError is an EVSE's: the charge point itself has no car"
                );
            }
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
        Begin(cp, connector, input.ErrorCode, input.Info, FaultCause.Hardware);
        return null;
    }

    public static void Begin(
        ChargePoint cp,
        Connector connector,
        ChargePointErrorCode errorCode,
        string? info,
        FaultCause cause
    )
    {
        Told(cp, connector.Id, errorCode, info);
        connector.EndIntent();
        connector.Fault = new(errorCode, info, cause);
        // Without power the transaction has been interrupted already; the boot ends it, with the time of the loss.
        if (connector.Transaction is not null && cp.IsOn)
        {
            TransactionStop.Stop(cp, connector, Reason.Other, faulted: true);
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
        bool unheard = connector.CommunicationLost;
        connector.CommunicationLost = false;
        if (connector.Fault is { } fault)
        {
            connector.Fault = null;
            cp.Tell(EventCategory.Evse, ChargePointEventType.FaultCleared, connector.Id, $"{fault.ErrorCode}");
            ConnectorAvailability.ApplyScheduled(connector);
            connector.MoveToIdleStatus();
        }
        else if (unheard || connector.Status.ErrorCode == ChargePointErrorCode.EVCommunicationError)
        {
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
        if (connector.Fault is { Cause: FaultCause.Lock })
        {
            Clear(cp, connector);
        }
        return null;
    }

    // Only a warning (OCPP 1.6 §7.6), with one of four statuses; the car no longer says what it wants, so it gets nothing.
    private static Refusal? Warn(ChargePoint cp, Connector connector, FaultStarted input)
    {
        ChargePointStatus status = connector.Status.Value;
        if (connector.Vehicle is null || (status != ChargePointStatus.Charging && !MayWarn(status)))
        {
            return new(RefusalKind.Conflict, "EVCommunicationError needs a car that is plugged in");
        }
        Told(cp, connector.Id, input.ErrorCode, input.Info);
        connector.CommunicationLost = true;
        connector.UpdatePower(input.ErrorCode, input.Info);
        connector.Status.MoveTo(connector.Status.Value, input.ErrorCode, input.Info);
        return null;
    }

    /// <summary>True for the statuses that EVCommunicationError may go with (OCPP 1.6 §7.6).</summary>
    public static bool MayWarn(ChargePointStatus status) =>
        status
            is ChargePointStatus.Preparing
                or ChargePointStatus.SuspendedEV
                or ChargePointStatus.SuspendedEVSE
                or ChargePointStatus.Finishing;

    private static void Told(ChargePoint cp, int evseId, ChargePointErrorCode errorCode, string? info) =>
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.FaultStarted,
            evseId,
            info is null ? $"{errorCode}" : $"{errorCode}: {info}"
        );
}
