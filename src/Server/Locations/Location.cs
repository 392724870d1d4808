using System.Text.Json.Serialization;

namespace Server.Locations;

/// <summary>A place with chargers.</summary>
public sealed record Location
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, unique, compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>Street and town.</summary>
    public required string? Address { get; init; }

    /// <summary>Degrees north, -90 to 90.</summary>
    public required double? Latitude { get; init; }

    /// <summary>Degrees east, -180 to 180.</summary>
    public required double? Longitude { get; init; }

    /// <summary>IANA name, such as Europe/Berlin.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The CSMS of its chargers, without the identity; null for the embedded CSMS.</summary>
    public required string? CsmsUrl { get; init; }

    /// <summary>What the grid connection can deliver, a third of it on each phase; null for more than anybody takes.</summary>
    public required double? GridLimitW { get; init; }

    /// <summary>True: the chargers share the grid limit. False: they take what they want, and the connection may be overloaded.</summary>
    public required bool LoadManagement { get; init; }

    /// <summary>True: the logs of its chargers are written to the disk as well.</summary>
    public required bool DurableLog { get; init; }

    /// <summary>Why they cannot be written at present, and what was lost; null when all is well.</summary>
    public required string? DurableLogProblem { get; init; }

    /// <summary>What all chargers take at present.</summary>
    public required double PowerW { get; init; }

    /// <summary>What they take of L1, L2 and L3.</summary>
    public required IReadOnlyList<double> PhaseCurrentsA { get; init; }

    /// <summary>True when a phase carries more than its third of the grid limit.</summary>
    public required bool Overloaded { get; init; }

    /// <summary>EVSEs at which a car waits because load management has no power for it.</summary>
    public required int PausedEvses { get; init; }

    /// <summary>active, kept (left running) or idle.</summary>
    public required LocationState State { get; init; }

    /// <summary>How many chargers it has.</summary>
    public required int ChargerCount { get; init; }

    /// <summary>How many of them should run; in an idle location they do once it is activated.</summary>
    public required int RunningCount { get; init; }

    /// <summary>How many of them have an open link to their CSMS.</summary>
    public required int ConnectedCount { get; init; }

    /// <summary>How many vehicles it has.</summary>
    public required int VehicleCount { get; init; }
}

/// <summary>What a location is doing.</summary>
public enum LocationState
{
    /// <summary>The one that lists, imports and scenarios work on.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Not active, but left running.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,

    /// <summary>Its chargers are off.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,
}

/// <summary>A location to create. Only <c>name</c> is required.</summary>
public sealed record LocationInput
{
    /// <summary>1-48 characters as in charger ids; made from the name when absent.</summary>
    public string? Id { get; init; }

    /// <summary>1-100 characters, no space at either end; unique, compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Address { get; init; }

    /// <summary>-90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>-180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>IANA name; UTC by default.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ws:// or wss://, without the identity.</summary>
    public string? CsmsUrl { get; init; }

    /// <summary>At least 1.</summary>
    public double? GridLimitW { get; init; }

    /// <summary>True: the chargers share the grid limit; false by default. It takes effect within two seconds.</summary>
    public bool? LoadManagement { get; init; }

    /// <summary>True: the logs of its chargers are written to files in the data directory as well; false by default.</summary>
    public bool? DurableLog { get; init; }
}

/// <summary>What changes of a location: what is absent stays, null takes the default.</summary>
public sealed record LocationPatch
{
    /// <summary>1-100 characters, no space at either end; unique, compared without case.</summary>
    public string? Name { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Address { get; init; }

    /// <summary>-90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>-180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>IANA name; UTC by default.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ws:// or wss://, without the identity.</summary>
    public string? CsmsUrl { get; init; }

    /// <summary>At least 1.</summary>
    public double? GridLimitW { get; init; }

    /// <summary>True: the chargers share the grid limit; false by default. It takes effect within two seconds.</summary>
    public bool? LoadManagement { get; init; }

    /// <summary>True: the logs of its chargers are written to files in the data directory as well; false by default.</summary>
    public bool? DurableLog { get; init; }
}

/// <summary>What to move to a location: at least one charger or vehicle.</summary>
public sealed record AssignRequest
{
    /// <summary>Ids of chargers.</summary>
    public IReadOnlyList<string>? ChargerIds { get; init; }

    /// <summary>Ids of vehicles.</summary>
    public IReadOnlyList<string>? VehicleIds { get; init; }
}

/// <summary>What was moved.</summary>
/// <param name="Chargers">Chargers that were elsewhere.</param>
/// <param name="Vehicles">Vehicles that were elsewhere.</param>
public sealed record AssignOutcome(int Chargers, int Vehicles);
