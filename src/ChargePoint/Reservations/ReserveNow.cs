using Ocpp.V16;

namespace ChargePoints;

/// <summary>ReserveNow (OCPP 1.6 §5.13). What it promises is durable before it is answered.</summary>
internal static class ReserveNow
{
    public static void Handle(ChargePoint cp, string messageId, ReserveNowRequest request)
    {
        ReservationStatus status = Judge(cp, request);
        cp.Outbox.Reply(messageId, Actions.ReserveNow, new() { Status = status }, afterSave: true);
        if (status == ReservationStatus.Accepted)
        {
            string? parent = string.IsNullOrEmpty(request.ParentIdTag) ? null : request.ParentIdTag;
            cp.BookToWrite.Put(
                new(request.ReservationId, request.ConnectorId, request.IdTag, parent, request.ExpiryDate)
            );
            return;
        }
        cp.TellRefused(Actions.ReserveNow, status, WhyNot(cp, request, status), request.ConnectorId);
    }

    // Refused for itself, it is Rejected whatever goes on at the connector; else the connector decides.
    private static ReservationStatus Judge(ChargePoint cp, ReserveNowRequest request)
    {
        Connector? connector = cp.FindConnector(request.ConnectorId);
        bool exists = request.ConnectorId == 0 ? cp.Configuration.ReserveConnectorZeroSupported : connector is not null;
        if (!cp.IsServing || !exists || request.ExpiryDate <= cp.Clock)
        {
            return ReservationStatus.Rejected;
        }
        Reservation? replaced = cp.Reservations?.Find(request.ReservationId);
        if (replaced?.ConnectorId == request.ConnectorId)
        {
            return ReservationStatus.Accepted;
        }
        if (cp.Station.IsFaulted)
        {
            return ReservationStatus.Faulted;
        }
        return connector is not null ? JudgeOne(cp, connector, replaced)
            : cp.Station.Inoperative ? ReservationStatus.Unavailable
            : JudgeAny(cp, replaced);
    }

    private static ReservationStatus JudgeOne(ChargePoint cp, Connector connector, Reservation? replaced) =>
        connector.Status.Value switch
        {
            ChargePointStatus.Faulted => ReservationStatus.Faulted,
            ChargePointStatus.Unavailable => ReservationStatus.Unavailable,
            _ => HasRoom(cp, connector, replaced) ? ReservationStatus.Accepted : ReservationStatus.Occupied,
        };

    // Connector 0: any that is free. One that only faults keep from being so counts as Faulted, and so on.
    private static ReservationStatus JudgeAny(ChargePoint cp, Reservation? replaced)
    {
        if (HasRoom(cp, null, replaced))
        {
            return ReservationStatus.Accepted;
        }
        bool faulted = true;
        bool inoperative = true;
        foreach (Connector connector in cp.Connectors)
        {
            ChargePointStatus status = connector.Status.Value;
            faulted &= status == ChargePointStatus.Faulted;
            inoperative &= status is ChargePointStatus.Faulted or ChargePointStatus.Unavailable;
        }
        return faulted ? ReservationStatus.Faulted
            : inoperative ? ReservationStatus.Unavailable
            : ReservationStatus.Occupied;
    }

    private static bool HasRoom(ChargePoint cp, Connector? connector, Reservation? replaced) =>
        (cp.Reservations ?? new(cp, [])).HasRoomFor(connector, replaced);

    // Asked only of one that is refused: what has led to that status.
    private static string WhyNot(ChargePoint cp, ReserveNowRequest request, ReservationStatus status)
    {
        Connector? connector = cp.FindConnector(request.ConnectorId);
        return status switch
        {
            ReservationStatus.Rejected => !cp.IsServing ? cp.Power.WhyNotServing
            : request.ConnectorId == 0 && !cp.Configuration.ReserveConnectorZeroSupported
                ? "ReserveConnectorZeroSupported is false"
            : request.ConnectorId != 0 && connector is null ? ChargePoint.NoConnector(request.ConnectorId)
            : $"expiryDate is over: it is {cp.Clock:yyyy-MM-dd'T'HH:mm:ss'Z'} here",
            ReservationStatus.Faulted => cp.Station.IsFaulted ? "the charge point is faulted"
            : connector is null ? "all connectors are faulted"
            : "the connector is faulted",
            ReservationStatus.Unavailable => connector is null
                ? "no connector is available"
                : "the connector is unavailable",
            _ => connector is null ? "no connector is free, or all that are free are reserved"
            : connector.Status.Value is ChargePointStatus.Available or ChargePointStatus.Reserved
                ? "the connector is reserved, or as many as are free are held for reservations of connector 0"
            : $"the connector is {connector.Status.Value}",
        };
    }
}
