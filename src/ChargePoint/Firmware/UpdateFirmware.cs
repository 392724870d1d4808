using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// UpdateFirmware (OCPP 1.6 §5.19). Its answer says nothing, so a request that cannot be carried out gets a CALLERROR; one that is under
/// way gives way to a new one until its installation begins.
/// </summary>
internal static class UpdateFirmware
{
    public static void Handle(ChargePoint cp, string messageId, UpdateFirmwareRequest request)
    {
        if (cp.Has(Quirk.SignedFirmwareOnly) && cp.Has(FeatureProfile.Security))
        {
            cp.Outbox.ReplyError(
                messageId,
                Actions.UpdateFirmware,
                RpcErrorCode.NotSupported,
                "only signed firmware is taken: use SignedUpdateFirmware"
            );
            return;
        }
        if (cp.FirmwareManagement?.Update is { IsRunning: true, IsCancellable: false })
        {
            cp.Outbox.ReplyError(
                messageId,
                Actions.UpdateFirmware,
                RpcErrorCode.GenericError,
                "firmware is being installed: try again when that is done"
            );
            return;
        }
        cp.Outbox.Reply(messageId, Actions.UpdateFirmware, new(), afterSave: true);
        cp.MakeFirmwareManagement()
            .Start(
                new()
                {
                    Location = request.Location,
                    RetrieveAt = request.RetrieveDate,
                    Plan = RetryPlan.Of(request.Retries, request.RetryInterval),
                }
            );
    }
}
