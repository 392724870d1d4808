using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a message to be sent now (OCPP 1.6 §6.51).</summary>
public sealed record TriggerMessageRequest
{
    /// <summary>The message.</summary>
    public required MessageTrigger RequestedMessage { get; init; }

    /// <summary>The connector it is about; absent for the charge point or for all.</summary>
    public int? ConnectorId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("requestedMessage", OneOf<MessageTrigger>()), Optional("connectorId", IntegerFrom(0)));
}

/// <summary>
/// The answer to <see cref="TriggerMessageRequest"/>, sent before the message itself (OCPP 1.6 §6.52).
/// </summary>
public sealed record TriggerMessageResponse
{
    /// <summary>Outcome.</summary>
    public required TriggerMessageStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<TriggerMessageStatus>()));
}

/// <summary>Messages that a TriggerMessage can ask for.</summary>
[JsonConverter(typeof(OcppEnumConverter<MessageTrigger>))]
public enum MessageTrigger
{
    /// <summary>A <see cref="BootNotificationRequest"/>.</summary>
    BootNotification,

    /// <summary>A <see cref="DiagnosticsStatusNotificationRequest"/>.</summary>
    DiagnosticsStatusNotification,

    /// <summary>A <see cref="FirmwareStatusNotificationRequest"/>.</summary>
    FirmwareStatusNotification,

    /// <summary>A <see cref="HeartbeatRequest"/>.</summary>
    Heartbeat,

    /// <summary>A <see cref="MeterValuesRequest"/> with fresh readings.</summary>
    MeterValues,

    /// <summary>A <see cref="StatusNotificationRequest"/> with the present status.</summary>
    StatusNotification,
}
