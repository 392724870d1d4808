using Ocpp.V16;

namespace ChargePoints;

/// <summary>DataTransfer from the CSMS (OCPP 1.6 §5.6): this charge point knows its own vendor, and none of its messages.</summary>
internal static class DataTransferHandler
{
    public static void Handle(ChargePoint cp, string messageId, DataTransferRequest request)
    {
        bool ownVendor = string.Equals(request.VendorId, cp.Settings.Vendor, StringComparison.OrdinalIgnoreCase);
        DataTransferStatus status = ownVendor
            ? DataTransferStatus.UnknownMessageId
            : DataTransferStatus.UnknownVendorId;
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.DataTransfer,
            0,
            $"from {request.VendorId}, message {request.MessageId ?? "without id"}: {status}"
        );
        cp.Outbox.Reply(messageId, Actions.DataTransfer, new() { Status = status });
    }
}
