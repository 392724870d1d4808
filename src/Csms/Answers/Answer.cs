using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Csms.Answers;

/// <summary>The answer to a charge point's call: a response, or an error code.</summary>
internal readonly record struct Answer(object? Response, RpcErrorCode ErrorCode, string Problem)
{
    public static Answer Error(RpcErrorCode code, string problem) => new(null, code, problem);

    public static Answer Of(object response) => new(response, default, "");

    /// <summary>Answers one call. The charge point's gate is held.</summary>
    public static Answer To(
        object request,
        string messageId,
        CentralSystem central,
        ChargePointRecord from,
        Instant now
    ) =>
        request switch
        {
            BootNotificationRequest boot => Registering.Boot(central, from, boot, now),
            HeartbeatRequest => Of(new HeartbeatResponse { CurrentTime = now.ToUtc() }),
            AuthorizeRequest authorize => Of(
                new AuthorizeResponse { IdTagInfo = central.IdTags.Authorize(authorize.IdTag, now) }
            ),
            StartTransactionRequest start => Transactions.Start(central, from, start, messageId, now),
            StopTransactionRequest stop => Transactions.Stop(central, from, stop, now),
            MeterValuesRequest values => Transactions.MeterValues(central, from, values),
            StatusNotificationRequest status => Notifications.Status(central, from, status, now),
            DiagnosticsStatusNotificationRequest diagnostics => Notifications.Diagnostics(
                central,
                from,
                diagnostics,
                now
            ),
            FirmwareStatusNotificationRequest firmware => Notifications.Firmware(central, from, firmware, now),
            SignedFirmwareStatusNotificationRequest firmware => Notifications.SignedFirmware(
                central,
                from,
                firmware,
                now
            ),
            LogStatusNotificationRequest log => Notifications.Log(central, from, log, now),
            SecurityEventNotificationRequest security => Notifications.SecurityEvent(central, from, security),
            DataTransferRequest transfer => Notifications.DataTransfer(central, from, transfer, now),
            SignCertificateRequest sign => Registering.SignCertificate(central, from, sign, now),
            _ => Error(RpcErrorCode.NotSupported, "A charge point may not call this action."),
        };
}
