using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChargePoints;

/// <summary>The transactionId as a text, as some charge points handle it: in what they send, and in what they take.</summary>
internal static class TransactionIdText
{
    /// <summary>
    /// A frame of the CSMS, with each transactionId that is a text of digits as the number: a charge point with this quirk takes either. As
    /// it is for any other charge point, and where it cannot be read.
    /// </summary>
    public static ReadOnlyMemory<byte> Read(ChargePoint cp, ReadOnlyMemory<byte> frame)
    {
        if (!cp.Settings.Has(Quirk.TransactionIdAsString) || frame.Span.IndexOf("transactionId"u8) < 0)
        {
            return frame;
        }
        byte[]? changed = null;
        try
        {
            var reader = new Utf8JsonReader(frame.Span);
            while (reader.Read())
            {
                bool named =
                    reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("transactionId"u8);
                if (named && reader.Read() && reader.TokenType == JsonTokenType.String && IsNumber(reader.ValueSpan))
                {
                    changed ??= frame.ToArray();
                    // Spaces for the quotes: the number stays where it is.
                    changed[reader.TokenStartIndex] = (byte)' ';
                    changed[reader.BytesConsumed - 1] = (byte)' ';
                }
            }
        }
        catch (JsonException)
        {
            return frame;
        }
        return changed ?? frame;
    }

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

    // As JSON writes numbers.
    private static bool IsNumber(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int number, out int length)
        && length == text.Length
        && text.SequenceEqual(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
}
