using Ocpp;
using Ocpp.V16;

namespace Csms.Answers;

/// <summary>What a charge point reports of itself: kept as its last word, and answered with an empty response.</summary>
internal static class Notifications
{
    public static Answer Status(
        CentralSystem central,
        ChargePointRecord from,
        StatusNotificationRequest status,
        Instant now
    )
    {
        if (status.ConnectorId >= 0 && status.ConnectorId <= central.Options.MaxConnectors)
        {
            if (status.ConnectorId >= from.Connectors.Length)
            {
                var connectors = from.Connectors;
                Array.Resize(ref connectors, status.ConnectorId + 1);
                from.Connectors = connectors;
            }
            // Without a timestamp the time of receipt counts (OCPP 1.6 §4.9).
            from.Connectors[status.ConnectorId] = status.Timestamp is null
                ? status with
                {
                    Timestamp = now.ToUtc(),
                }
                : status;
        }
        from.Reservations?.Reported(status, now);
        return Answer.Of(new StatusNotificationResponse());
    }

    public static Answer Diagnostics(
        CentralSystem central,
        ChargePointRecord from,
        DiagnosticsStatusNotificationRequest request,
        Instant now
    )
    {
        from.DiagnosticsStatus = request.Status;
        Report(
            central,
            from,
            Actions.DiagnosticsStatusNotification,
            OcppEnum.Name(request.Status),
            requestId: null,
            now
        );
        return Answer.Of(new DiagnosticsStatusNotificationResponse());
    }

    public static Answer Firmware(
        CentralSystem central,
        ChargePointRecord from,
        FirmwareStatusNotificationRequest request,
        Instant now
    )
    {
        from.FirmwareStatus = request.Status;
        Report(central, from, Actions.FirmwareStatusNotification, OcppEnum.Name(request.Status), requestId: null, now);
        return Answer.Of(new FirmwareStatusNotificationResponse());
    }

    public static Answer SignedFirmware(
        CentralSystem central,
        ChargePointRecord from,
        SignedFirmwareStatusNotificationRequest request,
        Instant now
    )
    {
        from.SignedFirmwareStatus = request.Status;
        var status = OcppEnum.Name(request.Status);
        Report(central, from, Actions.SignedFirmwareStatusNotification, status, request.RequestId, now);
        return Answer.Of(new SignedFirmwareStatusNotificationResponse());
    }

    public static Answer Log(
        CentralSystem central,
        ChargePointRecord from,
        LogStatusNotificationRequest request,
        Instant now
    )
    {
        from.LogStatus = request.Status;
        var status = OcppEnum.Name(request.Status);
        Report(central, from, Actions.LogStatusNotification, status, request.RequestId, now);
        return Answer.Of(new LogStatusNotificationResponse());
    }

    // No vendor's messages are known here (OCPP 1.6 §4.3).
    public static Answer DataTransfer(
        CentralSystem central,
        ChargePointRecord from,
        DataTransferRequest request,
        Instant now
    )
    {
        var transfer = CsmsDataTransfer.Of(request, now.ToUtc());
        Keep(from.DataTransfers ??= new(), transfer, central.Options.MaxDataTransfers);
        return Answer.Of(new DataTransferResponse { Status = DataTransferStatus.UnknownVendorId });
    }

    public static Answer SecurityEvent(
        CentralSystem central,
        ChargePointRecord from,
        SecurityEventNotificationRequest request
    )
    {
        Keep(from.SecurityEvents ??= new(), request, central.Options.MaxSecurityEvents);
        return Answer.Of(new SecurityEventNotificationResponse());
    }

    private static void Report(
        CentralSystem central,
        ChargePointRecord from,
        OcppAction action,
        string status,
        int? requestId,
        Instant now
    ) =>
        Keep(
            from.Reports ??= new(),
            new CsmsReport(now.ToUtc(), action.Name, status, requestId),
            central.Options.MaxReports
        );

    private static void Keep<T>(Queue<T> last, T item, int limit)
    {
        last.Enqueue(item);
        while (last.Count > limit)
        {
            last.Dequeue();
        }
    }
}
