using System.Buffers;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>A status of firmware or upload to tell the CSMS.</summary>
/// <param name="Kind">Which call tells it.</param>
/// <param name="Status">The status by its name on the wire.</param>
/// <param name="RequestId">Of the request that it belongs to; null with Idle and in the calls that have none.</param>
public sealed record Notice(NoticeKind Kind, string Status, int? RequestId)
{
    internal static Notice Of(FirmwareStatus status) => new(NoticeKind.Firmware, OcppEnum.Name(status), null);

    internal static Notice Of(SignedFirmwareStatus status, int? requestId) =>
        new(NoticeKind.SignedFirmware, OcppEnum.Name(status), requestId);

    internal static Notice Of(DiagnosticsStatus status) => new(NoticeKind.Diagnostics, OcppEnum.Name(status), null);

    internal static Notice Of(UploadLogStatus status, int? requestId) =>
        new(NoticeKind.Log, OcppEnum.Name(status), requestId);

    internal OcppAction Action =>
        Kind switch
        {
            NoticeKind.Firmware => Actions.FirmwareStatusNotification,
            NoticeKind.SignedFirmware => Actions.SignedFirmwareStatusNotification,
            NoticeKind.Diagnostics => Actions.DiagnosticsStatusNotification,
            _ => Actions.LogStatusNotification,
        };

    internal void Write(IBufferWriter<byte> output, string messageId)
    {
        switch (Kind)
        {
            case NoticeKind.Firmware:
                FrameWriter.WriteCall(
                    output,
                    messageId,
                    Actions.FirmwareStatusNotification,
                    new() { Status = Parse<FirmwareStatus>() }
                );
                break;
            case NoticeKind.SignedFirmware:
                FrameWriter.WriteCall(
                    output,
                    messageId,
                    Actions.SignedFirmwareStatusNotification,
                    new() { Status = Parse<SignedFirmwareStatus>(), RequestId = RequestId }
                );
                break;
            case NoticeKind.Diagnostics:
                FrameWriter.WriteCall(
                    output,
                    messageId,
                    Actions.DiagnosticsStatusNotification,
                    new() { Status = Parse<DiagnosticsStatus>() }
                );
                break;
            default:
                FrameWriter.WriteCall(
                    output,
                    messageId,
                    Actions.LogStatusNotification,
                    new() { Status = Parse<UploadLogStatus>(), RequestId = RequestId }
                );
                break;
        }
    }

    private T Parse<T>()
        where T : struct, Enum =>
        OcppEnum.TryParse(Status, out T value)
            ? value
            : throw new InvalidOperationException($"{Status} is no {typeof(T).Name}.");
}

/// <summary>The calls that tell of firmware and uploads.</summary>
public enum NoticeKind
{
    /// <summary>FirmwareStatusNotification (OCPP 1.6 §4.5).</summary>
    Firmware,

    /// <summary>SignedFirmwareStatusNotification (security whitepaper §6).</summary>
    SignedFirmware,

    /// <summary>DiagnosticsStatusNotification (OCPP 1.6 §4.4).</summary>
    Diagnostics,

    /// <summary>LogStatusNotification (security whitepaper §6).</summary>
    Log,
}
