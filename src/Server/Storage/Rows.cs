using ChargePoints;
using Server.Locations;

namespace Server.Storage;

/// <summary>A location.</summary>
public sealed record LocationRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Address { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public required string TimeZone { get; init; }
    public string? CsmsUrl { get; init; }
    public double? GridLimitW { get; init; }

    /// <summary>True when the chargers are kept below the grid limit.</summary>
    public bool LoadManagement { get; init; }

    /// <summary>True when the logs of its chargers are on the disk as well.</summary>
    public bool DurableLog { get; init; }
    public required LocationState State { get; init; }

    /// <summary>True for the demo location, whose cars come and go by themselves.</summary>
    public bool Demo { get; init; }
}

/// <summary>A charger as defined.</summary>
public sealed record ChargerRow
{
    public required string Id { get; init; }
    public required string LocationId { get; init; }

    /// <summary>The wish.</summary>
    public bool Running { get; init; }
    public string? CsmsUrl { get; init; }
    public required string Vendor { get; init; }
    public required string Model { get; init; }
    public string? SerialNumber { get; init; }
    public string? FirmwareVersion { get; init; }
    public required bool AuthorizeBeforeStart { get; init; }
    public required bool BootOnReconnect { get; init; }
    public bool BackupPower { get; init; }
    public bool ResumeAfterPowerLoss { get; init; } = true;
    public int? MaxReconnectAttempts { get; init; }
    public int? MaxReconnectMinutes { get; init; }

    /// <summary>The names of its quirks, separated by commas.</summary>
    public string Quirks { get; init; } = "";

    /// <summary>
    /// The configuration of its first start, as JSON; password, security profile and meter interval are keys of it. What has
    /// been changed since is in its durable state.
    /// </summary>
    public required string Configuration { get; init; }
    public required IReadOnlyList<EvseRow> Evses { get; init; }
}

/// <summary>A scenario that a user has written.</summary>
public sealed record ScenarioRow
{
    public required string Name { get; init; }

    /// <summary>The file, as it was imported.</summary>
    public required string Text { get; init; }
}

/// <summary>An EVSE as defined.</summary>
public sealed record EvseRow
{
    public required string ChargerId { get; init; }
    public required int Id { get; init; }
    public required CurrentType CurrentType { get; init; }
    public required string ConnectorType { get; init; }
    public required double MaxPowerW { get; init; }
    public required int Phases { get; init; }
    public required double VoltageV { get; init; }
    public required CableKind Cable { get; init; }
}

/// <summary>A vehicle.</summary>
public sealed record VehicleRow
{
    public required string Id { get; init; }
    public required string LocationId { get; init; }
    public required string IdTag { get; init; }
    public string? Model { get; init; }
    public required double BatteryWh { get; init; }
    public required double SocPercent { get; init; }
    public required double MaxAcPowerW { get; init; }
    public required double MaxDcPowerW { get; init; }
    public required int Phases { get; init; }
    public required double TaperFromPercent { get; init; }
    public double ChargeLimitPercent { get; init; } = 100;
    public double BatteryTemperatureC { get; init; } = 20;
}

/// <summary>A part of a charger's durable state. Written by <see cref="SqliteChargerStore"/> only.</summary>
public sealed record ChargerPartRow
{
    public required string ChargerId { get; init; }

    /// <summary>A single flag of <see cref="DurableParts"/>.</summary>
    public required int Part { get; init; }
    public required byte[] Value { get; init; }
}

/// <summary>A queued transaction message. Written by <see cref="SqliteChargerStore"/> only.</summary>
public sealed record QueuedMessageRow
{
    public required string ChargerId { get; init; }
    public required long Sequence { get; init; }
    public required string MessageId { get; init; }
    public required string Action { get; init; }
    public required byte[] Payload { get; init; }
    public required long TransactionKey { get; init; }
    public required bool TransactionIdPending { get; init; }
    public required int Attempts { get; init; }
}
