using Ocpp.V16;

namespace ChargePoints;

/// <summary>UnlockConnector (OCPP 1.6 §5.18): answers first, then stops what is running.</summary>
internal static class UnlockConnector
{
    public static void Handle(ChargePoint cp, string messageId, UnlockConnectorRequest request)
    {
        Connector? connector = cp.FindConnector(request.ConnectorId);
        UnlockStatus status =
            connector is null || !connector.HasLock ? UnlockStatus.NotSupported
            : connector.LockFails ? UnlockStatus.UnlockFailed
            : UnlockStatus.Unlocked;
        cp.Outbox.Reply(messageId, Actions.UnlockConnector, new() { Status = status });
        if (status != UnlockStatus.Unlocked)
        {
            cp.TellRefused(
                Actions.UnlockConnector,
                status,
                connector is null ? ChargePoint.NoConnector(request.ConnectorId)
                    : connector.HasLock ? "the lock fails"
                    : "the cable is fixed: the connector has no lock",
                request.ConnectorId
            );
            return;
        }
        if (connector!.Transaction is not null)
        {
            TransactionStop.Stop(cp, connector, Reason.UnlockCommand);
        }
        connector.Unlock();
    }
}
