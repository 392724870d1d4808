using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports that a transaction has ended (OCPP 1.6 §6.49).</summary>
public sealed record StopTransactionRequest
{
    /// <summary>Energy register at the end in Wh.</summary>
    public required int MeterStop { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The id from <see cref="StartTransactionResponse"/>.</summary>
    public required int TransactionId { get; init; }

    /// <summary>
    /// The identifier that stopped it; at most 20 characters. Absent when the charge point itself stopped it.
    /// </summary>
    public string? IdTag { get; init; }

    /// <summary>Why it ended; absent means <see cref="V16.Reason.Local"/>.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Readings taken during the transaction, for billing.</summary>
    public IReadOnlyList<MeterValue>? TransactionData { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("meterStop", Integer),
            Required("timestamp", DateTimeText),
            Required("transactionId", Integer),
            Optional("idTag", Text(20)),
            Optional("reason", OneOf<Reason>()),
            Optional("transactionData", Many(MeterValue.Shape))
        );
}

/// <summary>The answer to <see cref="StopTransactionRequest"/> (OCPP 1.6 §6.50).</summary>
public sealed record StopTransactionResponse
{
    /// <summary>State of the idTag, if the request had one; cannot undo the stop.</summary>
    public IdTagInfo? IdTagInfo { get; init; }

    internal static ObjectShape Shape { get; } = Object(Optional("idTagInfo", IdTagInfo.Shape));
}

/// <summary>Why a transaction ended.</summary>
[JsonConverter(typeof(OcppEnumConverter<Reason>))]
public enum Reason
{
    /// <summary>The emergency stop was pressed.</summary>
    EmergencyStop,

    /// <summary>The cable was pulled at the car, or the car is gone.</summary>
    EVDisconnected,

    /// <summary>Reset (Hard).</summary>
    HardReset,

    /// <summary>Stopped by the driver at the charge point. The default.</summary>
    Local,

    /// <summary>Anything else.</summary>
    Other,

    /// <summary>Power was lost.</summary>
    PowerLoss,

    /// <summary>A local restart, for example by a watchdog.</summary>
    Reboot,

    /// <summary>RemoteStopTransaction.</summary>
    Remote,

    /// <summary>Reset (Soft).</summary>
    SoftReset,

    /// <summary>UnlockConnector.</summary>
    UnlockCommand,

    /// <summary>The idTag was not accepted in <see cref="StartTransactionResponse"/>.</summary>
    DeAuthorized,
}
