using System.Text.Json;
using System.Text.Json.Serialization;
using Ocpp.V16;
using Server.Api;

namespace Server.Chargers;

/// <summary>Which chargers: <c>ids</c>, or <c>all</c> of the active location.</summary>
public sealed record ChargerSelection
{
    /// <summary>Ids of chargers.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>True for all chargers of the active location.</summary>
    public bool? All { get; init; }
}

/// <summary>What starting or stopping many came to. The work itself goes on; progress comes over the hub.</summary>
/// <param name="Requested">Chargers asked for.</param>
/// <param name="Changed">Chargers whose wish has changed.</param>
/// <param name="Unchanged">Chargers that already had that wish.</param>
/// <param name="Refused">Chargers that could not be started, with the reason.</param>
public sealed record BulkOutcome(int Requested, int Changed, int Unchanged, IReadOnlyList<RefusedCharger> Refused);

/// <summary>A charger that was left out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Detail">Why.</param>
public sealed record RefusedCharger(string Id, string Detail);

/// <summary>A car to plug in.</summary>
public sealed record PlugInRequest
{
    /// <summary>By default the vehicle that carries the tag presented, else a generic one of 60 kWh.</summary>
    public string? VehicleId { get; init; }
}

/// <summary>Where to pull the cable.</summary>
public sealed record UnplugRequest
{
    /// <summary>evse by default.</summary>
    public UnplugAt? Side { get; init; }
}

/// <summary>Where a cable is pulled.</summary>
public enum UnplugAt
{
    /// <summary>At the socket of the EVSE.</summary>
    [JsonStringEnumMemberName("evse")]
    Evse,

    /// <summary>At the car's inlet.</summary>
    [JsonStringEnumMemberName("ev")]
    Ev,
}

/// <summary>A card held to the reader.</summary>
public sealed record PresentTagRequest
{
    /// <summary>1-20 printable ASCII characters.</summary>
    public required string IdTag { get; init; }
}

/// <summary>Plug in and present the tag in one.</summary>
public sealed record StartTransactionRequest
{
    /// <summary>1-20 printable ASCII characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>By default the vehicle that carries the tag, else a generic one of 60 kWh.</summary>
    public string? VehicleId { get; init; }
}

/// <summary>End the running transaction.</summary>
public sealed record StopTransactionRequest
{
    /// <summary>Local by default.</summary>
    public Reason? Reason { get; init; }
}

/// <summary>Set a connector's state by hand, by performing what causes it.</summary>
public sealed record SetStatusRequest
{
    /// <summary>The status to reach.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>NoError by default; OtherError with Faulted.</summary>
    public ChargePointErrorCode? ErrorCode { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? Info { get; init; }
}

/// <summary>A configuration key as GetConfiguration shows it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Null when known but unset, or write-only.</param>
/// <param name="Readonly">True when it cannot be set.</param>
public sealed record ConfigurationKey(string Key, string? Value, bool Readonly);

/// <summary>A configuration key to set.</summary>
public sealed record SetConfigurationRequest
{
    /// <summary>Compared without case.</summary>
    public required string Key { get; init; }

    /// <summary>At most 500 characters.</summary>
    public required string Value { get; init; }
}
