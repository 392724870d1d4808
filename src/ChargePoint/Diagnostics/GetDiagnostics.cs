using Ocpp.V16;

namespace ChargePoints;

/// <summary>GetDiagnostics (OCPP 1.6 §5.9): the name of the file, or none when nothing can be in it.</summary>
internal static class GetDiagnostics
{
    public static void Handle(ChargePoint cp, string messageId, GetDiagnosticsRequest request)
    {
        Upload? upload = UploadNames.Request(
            cp,
            request.Location,
            UploadContent.Diagnostics,
            request.StartTime,
            request.StopTime
        );
        cp.Outbox.Reply(messageId, Actions.GetDiagnostics, new() { FileName = upload?.FileName });
        if (upload is null)
        {
            cp.TellRefused(Actions.GetDiagnostics.Name, "without a file", UploadNames.WhyNothing, evseId: 0);
            return;
        }
        cp.MakeFirmwareManagement()
            .Diagnostics.Start(upload, RetryPlan.Of(request.Retries, request.RetryInterval), null);
    }
}
