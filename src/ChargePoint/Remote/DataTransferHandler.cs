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
        cp.Outbox.Reply(messageId, Actions.DataTransfer, new() { Status = status });
        cp.TellRefused(
            Actions.DataTransfer,
            status,
            ownVendor
                ? $"{cp.Settings.Vendor} has no messages of its own; message {request.MessageId ?? "without id"}"
                : $"the vendor is {cp.Settings.Vendor}, not {request.VendorId}"
        );
    }

    /// <summary>The charge point sends one of its own.</summary>
    public static Refusal? Send(ChargePoint cp, SendDataTransfer input)
    {
        if (!cp.Online)
        {
            return new(RefusalKind.Conflict, "the charge point is not connected and accepted");
        }
        if (input.VendorId.Length is 0 or > 255 || input.MessageId?.Length > 50)
        {
            return new(RefusalKind.Invalid, "vendorId has 1 to 255 characters, messageId at most 50");
        }
        DataTransferRequest request = new()
        {
            VendorId = input.VendorId,
            MessageId = input.MessageId,
            Data = input.Data,
        };
        cp.Outbox.Enqueue(new DataTransferCall(cp, request, cp.NextOrder()));
        return null;
    }
}
