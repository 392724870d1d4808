using System.Buffers;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Puts the transaction's id into a message that was made before StartTransaction was answered (OCPP 1.6 §3.7).
/// </summary>
internal static class TransactionIdPatch
{
    public static ReadOnlySpan<byte> Apply(QueuedMessage message, int transactionId)
    {
        var output = new ArrayBufferWriter<byte>(message.Payload.Length + 16);
        if (message.Action == Actions.StopTransaction.Name)
        {
            Rewrite(
                Actions.StopTransaction.Request,
                message,
                output,
                stop => stop with { TransactionId = transactionId }
            );
        }
        else
        {
            Rewrite(
                Actions.MeterValues.Request,
                message,
                output,
                values => values with { TransactionId = transactionId }
            );
        }
        return output.WrittenSpan;
    }

    private static void Rewrite<T>(
        PayloadType<T> type,
        QueuedMessage message,
        ArrayBufferWriter<byte> output,
        Func<T, T> patch
    )
        where T : class
    {
        if (!type.TryDecode(message.Payload, out T? request, out PayloadError error))
        {
            throw new InvalidDataException($"Queued {message.Action} {message.MessageId} is damaged: {error.Message}");
        }
        type.Write(output, patch(request));
    }
}
