using Ocpp.V16;

namespace ChargePoints;

/// <summary>ChangeAvailability (OCPP 1.6 §5.2). What it promises is durable before it is answered.</summary>
internal static class ChangeAvailability
{
    public static void Handle(ChargePoint cp, string messageId, ChangeAvailabilityRequest request)
    {
        AvailabilityStatus status =
            request.ConnectorId == 0 ? ConnectorAvailability.SetAll(cp, request.Type)
            : cp.FindConnector(request.ConnectorId) is { } connector
                ? ConnectorAvailability.Set(cp, connector, request.Type)
            : AvailabilityStatus.Rejected;
        cp.Outbox.Reply(messageId, Actions.ChangeAvailability, new() { Status = status }, afterSave: true);
        if (status == AvailabilityStatus.Rejected)
        {
            cp.TellRefused(Actions.ChangeAvailability, status, ChargePoint.NoConnector(request.ConnectorId));
        }
    }
}
