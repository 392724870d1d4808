using Ocpp.V16;

namespace ChargePoints;

/// <summary>RemoteStopTransaction (OCPP 1.6 §5.12): a stop like a local one, of the transaction with that id.</summary>
internal static class RemoteStop
{
    public static void Handle(ChargePoint cp, string messageId, RemoteStopTransactionRequest request)
    {
        Connector? connector = cp.Registration.IsAccepted
            ? Array.Find(cp.Connectors, candidate => candidate.Transaction?.Id == request.TransactionId)
            : null;
        cp.Outbox.Reply(
            messageId,
            Actions.RemoteStopTransaction,
            new() { Status = connector is null ? RemoteStartStopStatus.Rejected : RemoteStartStopStatus.Accepted }
        );
        if (connector is null)
        {
            cp.TellRefused(
                Actions.RemoteStopTransaction,
                RemoteStartStopStatus.Rejected,
                cp.Registration.IsAccepted
                    ? $"no transaction {request.TransactionId} is running"
                    : Registration.NotAccepted
            );
            return;
        }
        TransactionStop.Stop(cp, connector, Reason.Remote);
    }
}
