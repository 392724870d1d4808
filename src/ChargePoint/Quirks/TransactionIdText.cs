using System.Buffers;
using System.Text.Json;

namespace ChargePoints;

/// <summary>Puts the transactionId of a payload between quotes: some charge points handle it as a text.</summary>
internal static class TransactionIdText
{
    /// <summary>The payload with its transactionId as a string; as it is when it has none.</summary>
    public static ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        while (reader.Read())
        {
            bool named = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1;
            if (!named || !reader.ValueTextEquals("transactionId"u8))
            {
                continue;
            }
            reader.Read();
            int from = (int)reader.TokenStartIndex;
            int to = (int)reader.BytesConsumed;
            var output = new ArrayBufferWriter<byte>(payload.Length + 2);
            output.Write(payload[..from]);
            output.Write("\""u8);
            output.Write(payload[from..to]);
            output.Write("\""u8);
            output.Write(payload[to..]);
            return output.WrittenSpan;
        }
        return payload;
    }
}
