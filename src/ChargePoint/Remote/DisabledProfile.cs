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
        string why = WhyNot(action.Profile);
        if (action == Actions.GetLocalListVersion)
        {
            GetLocalListVersion.ReplyNotSupported(cp, messageId, why);
        }
        else if (action == Actions.SendLocalList)
        {
            cp.Outbox.Reply(messageId, Actions.SendLocalList, new() { Status = UpdateStatus.NotSupported });
            cp.TellRefused(action, UpdateStatus.NotSupported, why);
        }
        else if (action == Actions.ReserveNow)
        {
            cp.Outbox.Reply(messageId, Actions.ReserveNow, new() { Status = ReservationStatus.Rejected });
            cp.TellRefused(action, ReservationStatus.Rejected, why);
        }
        else
        {
            cp.Outbox.ReplyError(messageId, action, RpcErrorCode.NotSupported, why);
        }
    }

    /// <summary>What is missing.</summary>
    public static string WhyNot(FeatureProfile profile) => $"the feature profile {profile} is not supported";
}
