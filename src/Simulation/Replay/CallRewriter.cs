using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Simulation.Replay;

/// <summary>Makes a recorded call one of now: its message id, its times, and the transaction ids that the CSMS has given now.</summary>
internal sealed class CallRewriter(TimeSpan shift)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // From the id of the recording to that of now; a later transaction of the same recorded id takes its place.
    private readonly Dictionary<long, long> _transactions = [];

    /// <summary>Learns from both answers to a StartTransaction.</summary>
    public void Learn(RecordedAnswer? then, RecordedAnswer now)
    {
        if (TransactionId(then) is { } recorded && TransactionId(now) is { } given)
        {
            _transactions[recorded] = given;
        }
    }

    /// <summary>The frame to send.</summary>
    public byte[] Frame(string messageId, PlannedCall call)
    {
        var payload = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(payload, Options))
        {
            Write(writer, call.Payload, call.Action is "StopTransaction" or "MeterValues");
        }
        var frame = new ArrayBufferWriter<byte>(payload.WrittenCount + 64);
        FrameWriter.WriteRawCall(frame, messageId, call.Action, payload.WrittenSpan);
        return frame.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, bool hasTransactionId)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    WriteProperty(writer, property, hasTransactionId);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, hasTransactionId: false);
                }
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    // All times that a charger tells its CSMS are called timestamp (OCPP 1.6 §6, §7; security whitepaper §4).
    private void WriteProperty(Utf8JsonWriter writer, JsonProperty property, bool hasTransactionId)
    {
        var value = property.Value;
        if (
            property.Name == "timestamp"
            && shift != TimeSpan.Zero
            && value.ValueKind == JsonValueKind.String
            && OcppDateTime.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out var time)
            && IsInRange(time)
        )
        {
            Span<byte> text = stackalloc byte[32];
            writer.WriteStringValue(text[..OcppDateTime.Format(text, time + shift)]);
        }
        else if (
            hasTransactionId
            && property.Name == "transactionId"
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var recorded)
            && _transactions.TryGetValue(recorded, out var given)
        )
        {
            writer.WriteNumberValue(given);
        }
        else
        {
            Write(writer, value, hasTransactionId: false);
        }
    }

    private bool IsInRange(DateTimeOffset time) =>
        time.Ticks + shift.Ticks is var ticks && ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;

    private static long? TransactionId(RecordedAnswer? answer) =>
        answer is { ErrorCode: null, Payload.ValueKind: JsonValueKind.Object }
        && answer.Payload.TryGetProperty("transactionId", out var id)
        && id.ValueKind == JsonValueKind.Number
        && id.TryGetInt64(out var number)
            ? number
            : null;
}
