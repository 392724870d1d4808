using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// GetLog (security whitepaper §5): Rejected when nothing can be in the log, AcceptedCanceled when an upload under way gives way to it.
/// </summary>
internal static class GetLog
{
    public static void Handle(ChargePoint cp, string messageId, GetLogRequest request)
    {
        Upload? upload = UploadNames.Request(
            cp,
            request.Log.RemoteLocation,
            request.LogType == LogType.SecurityLog ? UploadContent.SecurityLog : UploadContent.Diagnostics,
            request.Log.OldestTimestamp,
            request.Log.LatestTimestamp
        );
        LogStatus status =
            upload is null ? LogStatus.Rejected
            : cp.FirmwareManagement?.Log.IsRunning == true ? LogStatus.AcceptedCanceled
            : LogStatus.Accepted;
        cp.Outbox.Reply(messageId, Actions.GetLog, new() { Status = status, Filename = upload?.FileName });
        if (upload is null)
        {
            cp.TellRefused(Actions.GetLog, status, UploadNames.WhyNothing);
            return;
        }
        cp.MakeFirmwareManagement()
            .Log.Start(upload, RetryPlan.Of(request.Retries, request.RetryInterval), request.RequestId);
    }
}
