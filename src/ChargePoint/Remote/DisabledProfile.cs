using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Calls of feature profiles that this charge point does not have: the negative value where the response has one, else CALLERROR
/// NotSupported (OCPP 1.6 §5; OCPP-J 1.6 §4.2.3).
/// </summary>
internal static class DisabledProfile
{
    public static void Handle(ChargePoint cp, string messageId, OcppAction action)
    {
        if (action == Actions.GetLocalListVersion)
        {
            cp.Outbox.Reply(
                messageId,
                Actions.GetLocalListVersion,
                new() { ListVersion = GetLocalListVersion.NotSupported }
            );
        }
        else if (action == Actions.SendLocalList)
        {
            cp.Outbox.Reply(messageId, Actions.SendLocalList, new() { Status = UpdateStatus.NotSupported });
        }
        else if (action == Actions.ReserveNow)
        {
            cp.Outbox.Reply(messageId, Actions.ReserveNow, new() { Status = ReservationStatus.Rejected });
        }
        else
        {
            cp.Outbox.ReplyError(
                messageId,
                action,
                RpcErrorCode.NotSupported,
                $"the feature profile {action.Profile} is not supported"
            );
        }
    }
}
