using Ocpp.V16;

namespace ChargePoints;

/// <summary>A card at the reader: it starts, stops, gives up or frees a cable, as things stand (OCPP 1.6 §3.5, §4.1, §4.8).</summary>
internal static class TagReader
{
    private const int MaxLength = 20;

    public static Refusal? Present(ChargePoint cp, Connector connector, string idTag)
    {
        if (idTag.Length is 0 or > MaxLength || !idTag.All(c => c is >= ' ' and <= '~'))
        {
            return new(RefusalKind.Invalid, "an idTag has 1 to 20 printable ASCII characters");
        }
        // Whoever began needs nobody's leave to end, and waits for nobody.
        if (IdTags.Same(connector.Transaction?.IdTag, idTag))
        {
            TransactionStop.Stop(cp, connector, Reason.Local, idTag);
            return null;
        }
        if (connector.Transaction is null && IdTags.Same(connector.KeptFor?.IdTag, idTag))
        {
            connector.Attempt = null;
            connector.Unlock();
            return null;
        }
        if (connector.Attempt is not null)
        {
            return new(RefusalKind.Conflict, "another tag is being checked at this EVSE");
        }
        if (connector.Transaction is not null)
        {
            cp.Authorization.BeginStop(connector, idTag);
            return null;
        }
        if (connector.Grant is { } grant)
        {
            return GiveUp(cp, connector, grant, idTag);
        }
        if (connector.KeptFor is not null)
        {
            cp.Authorization.BeginFreeCable(connector, idTag);
            return null;
        }
        if (WhyNotStart(cp, connector) is { } why)
        {
            return new(RefusalKind.Conflict, why);
        }
        if (cp.ClaimOf(connector, idTag, cp.Authorization.Known(idTag)?.Group) == ReservationClaim.Refused)
        {
            return new(RefusalKind.Conflict, Authorization.ReservedForOthers);
        }
        if (!cp.MayCharge)
        {
            return new(
                RefusalKind.Conflict,
                "the CSMS has not accepted this charge point yet: wait until its registration is Accepted"
            );
        }
        cp.Authorization.BeginStart(connector, idTag);
        return null;
    }

    /// <summary>Why nobody can start here now, whoever it is; null when somebody can.</summary>
    public static string? WhyNotStart(ChargePoint cp, Connector connector) =>
        WhyNotCharge(cp, connector)
        ?? (
            connector.Attempt is not null || connector.Grant is not null ? "the EVSE waits for another driver"
            : connector.KeptFor is not null ? "the cable is still locked after the last session"
            : connector.Abandoned ? "ConnectionTimeOut has passed: unplug first"
            : null
        );

    /// <summary>Why no transaction can begin here now, whoever has been let in; null when one can.</summary>
    public static string? WhyNotCharge(ChargePoint cp, Connector connector) =>
        connector.Status.Value == ChargePointStatus.Faulted ? "the EVSE is faulted"
        : connector.Status.Value == ChargePointStatus.Unavailable ? "the EVSE is unavailable"
        : cp.Station.IsFaulted ? "the charge point is faulted"
        : connector.Transaction is not null ? "a transaction is running"
        : cp.Queue.IsFull ? "the queue of undelivered transaction messages is full"
        : null;

    private static Refusal? GiveUp(ChargePoint cp, Connector connector, Grant grant, string idTag)
    {
        if (!IdTags.Same(grant.IdTag, idTag))
        {
            return new(RefusalKind.Conflict, "the EVSE waits for another driver's car");
        }
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.NotAuthorized,
            connector.Id,
            $"tag {idTag} shown again: given up"
        );
        connector.EndIntent();
        connector.SessionOver = connector.Cable != CableState.Out;
        connector.MoveToIdleStatus();
        return null;
    }
}
