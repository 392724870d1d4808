using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a plug to be released (OCPP 1.6 §6.53).</summary>
public sealed record UnlockConnectorRequest
{
    /// <summary>The connector, 1..N; 0 is read too, so that its answer is the charge point's.</summary>
    public required int ConnectorId { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("connectorId", IntegerFrom(0)));
}

/// <summary>The answer to <see cref="UnlockConnectorRequest"/> (OCPP 1.6 §6.54).</summary>
public sealed record UnlockConnectorResponse
{
    /// <summary>Outcome.</summary>
    public required UnlockStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<UnlockStatus>()));
}

/// <summary>Outcome of an UnlockConnector.</summary>
[JsonConverter(typeof(OcppEnumConverter<UnlockStatus>))]
public enum UnlockStatus
{
    /// <summary>The lock is open.</summary>
    Unlocked,

    /// <summary>The lock did not open.</summary>
    UnlockFailed,

    /// <summary>No lock, or no such connector.</summary>
    NotSupported,
}
