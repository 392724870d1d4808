using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>GetConfiguration (OCPP 1.6 §5.8).</summary>
internal static class GetConfigurationHandler
{
    public static void Handle(ChargePoint cp, string messageId, GetConfigurationRequest request)
    {
        int most = cp.Configuration.GetConfigurationMaxKeys;
        if (request.Key?.Count > most)
        {
            cp.Outbox.ReplyError(
                messageId,
                Actions.GetConfiguration,
                RpcErrorCode.OccurenceConstraintViolation,
                $"at most {most} keys at once (GetConfigurationMaxKeys)"
            );
            return;
        }
        cp.Outbox.Reply(messageId, Actions.GetConfiguration, cp.Configuration.Get(request.Key));
    }
}
