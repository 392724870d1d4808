using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ocpp;
using Ocpp.Rpc;

namespace TestKit;

/// <summary>A frame that a charge point has sent.</summary>
/// <param name="At">When.</param>
/// <param name="Type">CALL, CALLRESULT or CALLERROR.</param>
/// <param name="MessageId">Its message id.</param>
/// <param name="Action">The action called, or the one that it answers.</param>
/// <param name="Payload">The payload; empty for a CALLERROR.</param>
/// <param name="ErrorCode">The code of a CALLERROR; empty otherwise.</param>
/// <param name="Connection">Counts the connections; statuses may have been skipped between two of them.</param>
public sealed record SentFrame(
    Instant At,
    MessageType Type,
    string MessageId,
    string Action,
    JsonObject Payload,
    string ErrorCode,
    int Connection = 0
)
{
    /// <summary>A text field of the payload; null when it is absent.</summary>
    public string? Text(string field) => Payload[field]?.GetValue<string>();

    /// <summary>A whole number of the payload, as a quirk may have it in a string; null when it is absent.</summary>
    public int? Number(string field) =>
        Payload[field] is not { } value ? null
        : value.GetValueKind() == JsonValueKind.String
            ? int.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture)
        : value.GetValue<int>();

    /// <summary>An instant of the payload, such as <c>timestamp</c>.</summary>
    public DateTimeOffset Time(string field = "timestamp") =>
        DateTimeOffset.Parse(Payload[field]!.GetValue<string>(), null);

    /// <summary>True for a call of that action.</summary>
    public bool Calls(string action) => Type == MessageType.Call && Action == action;

    /// <inheritdoc/>
    public override string ToString() => $"{At} {Type} {Action} {Payload.ToJsonString()}{ErrorCode}";
}
