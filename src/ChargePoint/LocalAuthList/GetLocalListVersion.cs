using Ocpp.V16;

namespace ChargePoints;

/// <summary>GetLocalListVersion (OCPP 1.6 §5.10): 0 for an empty list, -1 where there is no list in use.</summary>
internal static class GetLocalListVersion
{
    /// <summary>Stands for "not supported".</summary>
    public const int NotSupported = -1;

    public static void Handle(ChargePoint cp, string messageId)
    {
        if (!cp.UsesLocalAuthList)
        {
            ReplyNotSupported(cp, messageId, "LocalAuthListEnabled is false");
            return;
        }
        Reply(cp, messageId, cp.LocalAuthList?.Version ?? 0);
    }

    public static void ReplyNotSupported(ChargePoint cp, string messageId, string why)
    {
        Reply(cp, messageId, NotSupported);
        cp.TellRefused(Actions.GetLocalListVersion.Name, "-1", why, evseId: 0);
    }

    private static void Reply(ChargePoint cp, string messageId, int version) =>
        cp.Outbox.Reply(messageId, Actions.GetLocalListVersion, new() { ListVersion = version });
}
