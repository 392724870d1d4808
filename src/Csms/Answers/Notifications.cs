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
        return Answer.Of(new StatusNotificationResponse());
    }

    public static Answer Diagnostics(ChargePointRecord from, DiagnosticsStatusNotificationRequest request)
    {
        from.DiagnosticsStatus = request.Status;
        return Answer.Of(new DiagnosticsStatusNotificationResponse());
    }

    public static Answer Firmware(ChargePointRecord from, FirmwareStatusNotificationRequest request)
    {
        from.FirmwareStatus = request.Status;
        return Answer.Of(new FirmwareStatusNotificationResponse());
    }

    public static Answer SignedFirmware(ChargePointRecord from, SignedFirmwareStatusNotificationRequest request)
    {
        from.SignedFirmwareStatus = request.Status;
        return Answer.Of(new SignedFirmwareStatusNotificationResponse());
    }

    public static Answer Log(ChargePointRecord from, LogStatusNotificationRequest request)
    {
        from.LogStatus = request.Status;
        return Answer.Of(new LogStatusNotificationResponse());
    }

    public static Answer SecurityEvent(
        CentralSystem central,
        ChargePointRecord from,
        SecurityEventNotificationRequest request
    )
    {
        var events = from.SecurityEvents ??= new();
        events.Enqueue(request);
        while (events.Count > central.Options.MaxSecurityEvents)
        {
            events.Dequeue();
        }
        return Answer.Of(new SecurityEventNotificationResponse());
    }
}
