using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// A status set by hand: what causes that status is performed, and nothing that the transition table or the facts do not allow.
/// </summary>
internal static class ManualStatus
{
    public static Refusal? Set(ChargePoint cp, Connector connector, SetStatus input)
    {
        ChargePointStatus from = connector.Status.Value;
        ChargePointStatus to = input.Status;
        if (WhyNot(cp, connector, from, to) is { } why)
        {
            return new(RefusalKind.Conflict, why);
        }
        if (input.ErrorCode == ChargePointErrorCode.EVCommunicationError && !Faults.MayWarn(to))
        {
            return new(RefusalKind.Invalid, $"EVCommunicationError is a warning and does not go with {to}");
        }
        if (StatusReport.WhyNotInfo(input.Info) is { } tooLong)
        {
            return tooLong;
        }
        if (from == to && to != ChargePointStatus.Faulted)
        {
            connector.Status.MoveTo(to, input.ErrorCode, input.Info);
            return null;
        }
        if (to != ChargePointStatus.Faulted && connector.Fault is not null)
        {
            Faults.Clear(cp, connector);
        }
        Cause(cp, connector, input);
        return null;
    }

    private static void Cause(ChargePoint cp, Connector connector, SetStatus input)
    {
        switch (input.Status)
        {
            case ChargePointStatus.Available:
                EndAndUnplug(cp, connector);
                break;
            case ChargePointStatus.Preparing:
                PlugIn(cp, connector);
                break;
            case ChargePointStatus.Charging:
                SetPauses(connector, input, ev: false, evse: false);
                break;
            case ChargePointStatus.SuspendedEV:
                SetPauses(connector, input, ev: true, evse: false);
                break;
            case ChargePointStatus.SuspendedEVSE:
                SetPauses(connector, input, ev: connector.Vehicle?.Paused ?? false, evse: true);
                break;
            case ChargePointStatus.Finishing:
                Finish(cp, connector);
                break;
            case ChargePointStatus.Unavailable:
                if (connector.Transaction is not null)
                {
                    TransactionStop.Stop(cp, connector, Reason.Local);
                }
                ConnectorAvailability.Set(cp, connector, AvailabilityType.Inoperative);
                break;
            case ChargePointStatus.Faulted:
                bool unnamed = input.ErrorCode == ChargePointErrorCode.NoError;
                ChargePointErrorCode code = unnamed ? ChargePointErrorCode.OtherError : input.ErrorCode;
                Faults.Begin(cp, connector, code, input.Info, FaultCause.Hand);
                return;
        }
        bool says = input.Info is not null || input.ErrorCode != ChargePointErrorCode.NoError;
        if (says && connector.Status.Value == input.Status)
        {
            connector.Status.MoveTo(input.Status, input.ErrorCode, input.Info);
        }
    }

    private static string? WhyNot(ChargePoint cp, Connector connector, ChargePointStatus from, ChargePointStatus to)
    {
        if (to == ChargePointStatus.Reserved)
        {
            return "Reserved needs a reservation of the CSMS";
        }
        bool inUse = to is not (ChargePointStatus.Unavailable or ChargePointStatus.Faulted);
        if (inUse && connector.Transaction is null && cp.FirmwareManagement?.Update is { HoldsConnectors: true })
        {
            return "firmware is being installed";
        }
        if (from != to && !StatusTransitions.IsAllowed(from, to))
        {
            return $"OCPP 1.6 has no transition from {from} to {to}";
        }
        if (from == ChargePointStatus.Reserved && to is (ChargePointStatus.Available or ChargePointStatus.Preparing))
        {
            return "the CSMS has reserved the EVSE: present the tag that it is reserved for, or let the CSMS cancel it";
        }
        bool charging =
            to is ChargePointStatus.Charging or ChargePointStatus.SuspendedEV or ChargePointStatus.SuspendedEVSE;
        if (charging && connector.Transaction is null)
        {
            return $"{to} needs a transaction";
        }
        return to switch
        {
            ChargePointStatus.Charging when connector.Cable != CableState.Connected => "no car is plugged in",
            ChargePointStatus.Charging when connector.SuspendedByEv || connector.SuspendedByEvse =>
                "injected chaos suspends it: lift that first",
            ChargePointStatus.SuspendedEV when connector.SuspendedByEvse && from != to =>
                "injected chaos suspends it at the EVSE: lift that first",
            ChargePointStatus.Charging when connector.CommunicationLost => "the car cannot be heard",
            ChargePointStatus.Charging when connector.Vehicle!.Full => "the car is full",
            ChargePointStatus.Charging
            or ChargePointStatus.SuspendedEV
                when connector.Transaction is { Invalid: true, InvalidUntilMilliWh: null } =>
                "the CSMS has not accepted the tag, so the EVSE withholds energy",
            ChargePointStatus.Charging
            or ChargePointStatus.SuspendedEV
                when connector.Transaction is not null && cp.SmartCharging?.CanOffer(connector) == false =>
                "the limit of its charging profiles is below what can be offered",
            ChargePointStatus.Charging
            or ChargePointStatus.SuspendedEV when connector.Transaction is not null && connector.IsHeldBySite =>
                "the site's load management allows less than can be offered",
            ChargePointStatus.SuspendedEV when connector.Vehicle is null && from != to => "no car is plugged in",
            ChargePointStatus.Finishing when connector.Transaction is null && connector.Cable == CableState.Out =>
                "no car is plugged in",
            ChargePointStatus.Available when connector.LockFails && connector.Locked =>
                "the plug is locked, and the lock fails",
            ChargePointStatus.Preparing when from != to && connector.KeptFor is not null =>
                "the cable is still locked after the last session",
            ChargePointStatus.Preparing when cp.Station.IsFaulted => "the charge point is faulted",
            _ => null,
        };
    }

    private static void EndAndUnplug(ChargePoint cp, Connector connector)
    {
        MakeOperative(cp, connector);
        if (connector.Transaction is not null)
        {
            TransactionStop.Stop(cp, connector, Reason.Local);
        }
        connector.Unlock();
        Plugs.CarLeaves(connector, CableState.Out);
        Plugs.CableIsOut(connector);
    }

    private static void PlugIn(ChargePoint cp, Connector connector)
    {
        MakeOperative(cp, connector);
        if (connector.Cable != CableState.Connected)
        {
            Plugs.In(cp, connector, null);
            return;
        }
        connector.Abandoned = false;
        if (connector.Status.Value != ChargePointStatus.Preparing)
        {
            connector.Prepare();
        }
    }

    private static void SetPauses(Connector connector, SetStatus input, bool ev, bool evse)
    {
        if (connector.Vehicle is { } vehicle)
        {
            vehicle.Paused = ev;
        }
        connector.EvsePaused = evse;
        connector.UpdatePower(input.ErrorCode, input.Info);
    }

    private static void Finish(ChargePoint cp, Connector connector)
    {
        if (connector.Transaction is not null)
        {
            TransactionStop.Stop(cp, connector, Reason.Local);
            return;
        }
        connector.EndIntent();
        connector.SessionOver = true;
        connector.MoveToIdleStatus();
    }

    private static void MakeOperative(ChargePoint cp, Connector connector)
    {
        if (connector.Inoperative || connector.InoperativeScheduled)
        {
            ConnectorAvailability.Set(cp, connector, AvailabilityType.Operative);
        }
    }
}
