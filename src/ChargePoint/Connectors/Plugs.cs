using Ocpp.V16;

namespace ChargePoints;

/// <summary>Cables: plugged in, pulled at either end, or waited for in vain (OCPP 1.6 §4.8, §4.10).</summary>
internal static class Plugs
{
    /// <summary>The info that the specification wants (OCPP 1.6 §4.9).</summary>
    public const string EvSideDisconnected = "EV side disconnected";

    private static readonly VehicleSettings GenericCar = new() { Id = "generic" };

    public static Refusal? In(ChargePoint cp, Connector connector, VehicleSettings? vehicle)
    {
        VehicleSettings car = vehicle ?? GenericCar;
        if (WhyNotIn(connector, car) is { } why)
        {
            return new(RefusalKind.Conflict, why);
        }
        connector.Vehicle = new(car, connector.Settings.CurrentType);
        connector.Cable = CableState.Connected;
        connector.Abandoned = false;
        cp.Changed();
        cp.Tell(EventCategory.Evse, ChargePointEventType.PluggedIn, connector.Id, $"car {car.Id}");
        if (connector.Transaction is not null)
        {
            // The car came back to its transaction (StopTransactionOnEVSideDisconnect is false).
            connector.UpdatePower();
            return null;
        }
        connector.UpdatePower();
        // A reserved connector waits for whom it is reserved, whoever's cable it is (G2).
        if (connector.Status.Value is not (ChargePointStatus.Preparing or ChargePointStatus.Reserved))
        {
            connector.Prepare();
        }
        if (connector.Grant is { } grant)
        {
            cp.Authorization.Begin(connector, grant);
        }
        return null;
    }

    public static Refusal? Out(ChargePoint cp, Connector connector, UnplugSide side)
    {
        if (WhyNotOut(connector, side) is { } why)
        {
            return new(RefusalKind.Conflict, why);
        }
        bool staysInSocket = side == UnplugSide.Ev && connector.Locked;
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.Unplugged,
            connector.Id,
            $"at the {(side == UnplugSide.Ev ? "car" : "EVSE")}"
        );
        CarLeaves(connector, staysInSocket ? CableState.EvseOnly : CableState.Out);
        cp.Changed();
        if (connector.Transaction is not null)
        {
            LeftDuringTransaction(cp, connector);
        }
        else if (connector.Cable == CableState.Out)
        {
            CableIsOut(connector);
        }
        else
        {
            connector.UpdatePower();
        }
        return null;
    }

    /// <summary>The cable is out of the EVSE while there is no transaction: the visit is over.</summary>
    public static void CableIsOut(Connector connector)
    {
        connector.EndIntent();
        connector.SessionOver = false;
        connector.Abandoned = false;
        connector.KeptFor = null;
        connector.UpdatePower();
        connector.MoveToIdleStatus();
    }

    public static void CarLeaves(Connector connector, CableState cable)
    {
        connector.Cable = cable;
        connector.Vehicle = null;
        connector.CommunicationLost = false;
    }

    /// <summary>Preparing has lasted for ConnectionTimeOut: the intent is given up (B1), or the cable with nobody to pay for it (B6).</summary>
    public static void ConnectionTimedOut(ChargePoint cp, Connector connector)
    {
        connector.EndIntent();
        bool cableThere = connector.Cable != CableState.Out;
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.ConnectionTimeout,
            connector.Id,
            cableThere ? "plugged in, but no tag in time" : "no car in time"
        );
        connector.SessionOver = cableThere;
        connector.Abandoned = cableThere;
        connector.MoveToIdleStatus();
    }

    // The matrix of OCPP 1.6 §4.10. A fixed cable has nothing to unlock, and with it pulled nothing is left to do.
    private static void LeftDuringTransaction(ChargePoint cp, Connector connector)
    {
        if (cp.Configuration.StopTransactionOnEVSideDisconnect)
        {
            TransactionStop.Stop(cp, connector, Reason.EVDisconnected);
            return;
        }
        connector.UpdatePower();
    }

    private static string? WhyNotIn(Connector connector, VehicleSettings car)
    {
        bool dc = connector.Settings.CurrentType == CurrentType.DC;
        return connector.Cable == CableState.Connected ? "a car is plugged in already"
            : connector.Status.Value == ChargePointStatus.Faulted ? "the EVSE is faulted"
            : connector.Status.Value == ChargePointStatus.Unavailable ? "the EVSE is unavailable"
            : connector.KeptFor is not null ? "the cable is still locked after the last session"
            : dc && car.MaxDcPowerW <= 0 ? "the car has no DC inlet"
            : car.Problem;
    }

    private static string? WhyNotOut(Connector connector, UnplugSide side) =>
        connector.Cable == CableState.Out ? "nothing is plugged in"
        : side == UnplugSide.Ev && connector.Cable == CableState.EvseOnly ? "the car is gone already"
        : side == UnplugSide.Evse && !connector.HasLock ? "the cable is fixed: unplug it at the car (side ev)"
        : side == UnplugSide.Evse && connector.Locked ? "the plug is locked"
        : null;
}
