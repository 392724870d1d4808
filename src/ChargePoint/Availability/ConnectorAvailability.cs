using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Operative or not (OCPP 1.6 §5.2). Persistent. A connector with a transaction becomes Unavailable when
/// that ends; an intent in Preparing is ended first, as the table has no way from Preparing to Unavailable.
/// </summary>
internal static class ConnectorAvailability
{
    /// <summary>Sets one connector.</summary>
    public static AvailabilityStatus Set(ChargePoint cp, Connector connector, AvailabilityType type)
    {
        bool inoperative = type == AvailabilityType.Inoperative;
        if (inoperative && connector.Transaction is not null)
        {
            Change(cp, connector, inoperative: connector.Inoperative, scheduled: true);
            return AvailabilityStatus.Scheduled;
        }
        if (!inoperative)
        {
            // With a connector that is to stay in use the charge point as a whole has no date any more.
            cp.Station.InoperativeScheduled = false;
        }
        bool changed = connector.Inoperative != inoperative;
        Change(cp, connector, inoperative, scheduled: false);
        if (changed)
        {
            Apply(connector);
        }
        ApplyScheduled(cp);
        return AvailabilityStatus.Accepted;
    }

    /// <summary>Sets the charge point and all its connectors.</summary>
    public static AvailabilityStatus SetAll(ChargePoint cp, AvailabilityType type)
    {
        AvailabilityStatus answer = AvailabilityStatus.Accepted;
        foreach (Connector connector in cp.Connectors)
        {
            if (Set(cp, connector, type) == AvailabilityStatus.Scheduled)
            {
                answer = AvailabilityStatus.Scheduled;
            }
        }
        cp.Station.InoperativeScheduled = answer == AvailabilityStatus.Scheduled;
        if (answer == AvailabilityStatus.Accepted)
        {
            cp.Station.Inoperative = type == AvailabilityType.Inoperative;
            cp.Station.Update();
        }
        cp.Save(DurableParts.Availability);
        return answer;
    }

    /// <summary>The transaction has ended: what was scheduled happens.</summary>
    public static void ApplyScheduled(Connector connector)
    {
        if (!connector.InoperativeScheduled || connector.Transaction is not null)
        {
            return;
        }
        ChargePoint cp = connector.ChargePoint;
        Change(cp, connector, inoperative: true, scheduled: false);
        if (connector.Fault is null)
        {
            Apply(connector);
        }
        ApplyScheduled(cp);
    }

    /// <summary>The last connector that the charge point waited for is done: it becomes Unavailable as a whole.</summary>
    public static void ApplyScheduled(ChargePoint cp)
    {
        if (cp.Station.InoperativeScheduled && Array.TrueForAll(cp.Connectors, other => !other.InoperativeScheduled))
        {
            cp.Station.InoperativeScheduled = false;
            cp.Station.Inoperative = true;
            cp.Station.Update();
            cp.Save(DurableParts.Availability);
        }
    }

    private static void Change(ChargePoint cp, Connector connector, bool inoperative, bool scheduled)
    {
        if (connector.Inoperative == inoperative && connector.InoperativeScheduled == scheduled)
        {
            return;
        }
        connector.Inoperative = inoperative;
        connector.InoperativeScheduled = scheduled;
        cp.Save(DurableParts.Availability);
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.AvailabilityChanged,
            connector.Id,
            scheduled ? "inoperative when its transaction ends"
                : inoperative ? "inoperative"
                : "operative"
        );
    }

    /// <summary>What puts a connector out of use has begun or ended: its status follows.</summary>
    public static void Apply(Connector connector)
    {
        if (connector.Status.Value == ChargePointStatus.Faulted)
        {
            return;
        }
        if (connector.IsOutOfUse && connector.Status.Value == ChargePointStatus.Preparing)
        {
            connector.EndIntent();
            connector.Status.MoveTo(ChargePointStatus.Available);
        }
        if (connector.IsOutOfUse)
        {
            connector.EndIntent();
        }
        // Operative again with a car at hand: the driver may show a tag, also if the session before is over (H2).
        if (!connector.IsOutOfUse)
        {
            connector.SessionOver = false;
            connector.Abandoned = false;
        }
        connector.MoveToIdleStatus();
    }
}
