using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a message to be sent now (security extension of OCPP 1.6).</summary>
public sealed record ExtendedTriggerMessageRequest
{
    /// <summary>The message.</summary>
    public required ExtendedMessageTrigger RequestedMessage { get; init; }

    /// <summary>The connector it is about; absent for the charge point or for all.</summary>
    public int? ConnectorId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("requestedMessage", OneOf<ExtendedMessageTrigger>()), Optional("connectorId", IntegerFrom(0)));
}

/// <summary>
/// The answer to <see cref="ExtendedTriggerMessageRequest"/>, sent before the message itself (security extension of
/// OCPP 1.6).
/// </summary>
public sealed record ExtendedTriggerMessageResponse
{
    /// <summary>Outcome.</summary>
    public required TriggerMessageStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<TriggerMessageStatus>()));
}

/// <summary>Messages that an ExtendedTriggerMessage can ask for.</summary>
[JsonConverter(typeof(OcppEnumConverter<ExtendedMessageTrigger>))]
public enum ExtendedMessageTrigger
{
    /// <summary>A <see cref="BootNotificationRequest"/>.</summary>
    BootNotification,

    /// <summary>A <see cref="LogStatusNotificationRequest"/>.</summary>
    LogStatusNotification,

    /// <summary>A <see cref="FirmwareStatusNotificationRequest"/>.</summary>
    FirmwareStatusNotification,

    /// <summary>A <see cref="HeartbeatRequest"/>.</summary>
    Heartbeat,

    /// <summary>A <see cref="MeterValuesRequest"/> with fresh readings.</summary>
    MeterValues,

    /// <summary>A <see cref="SignCertificateRequest"/> for a new charge point certificate.</summary>
    SignChargePointCertificate,

    /// <summary>A <see cref="StatusNotificationRequest"/> with the present status.</summary>
    StatusNotification,
}
