using Ocpp.V16;

namespace ChargePoints;

/// <summary>GetLocalListVersion (OCPP 1.6 §5.10): 0 for an empty list, -1 where there is no list in use.</summary>
internal static class GetLocalListVersion
{
    /// <summary>Stands for "not supported".</summary>
    public const int NotSupported = -1;

    public static void Handle(ChargePoint cp, string messageId) =>
        cp.Outbox.Reply(
            messageId,
            Actions.GetLocalListVersion,
            new() { ListVersion = cp.UsesLocalAuthList ? cp.LocalAuthList?.Version ?? 0 : NotSupported }
        );
}
