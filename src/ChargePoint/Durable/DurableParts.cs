using System.Text.Json.Serialization;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>Counters, clock and first acceptance.</summary>
public sealed record DurableCounters
{
    /// <summary>Seconds since 2020 at which this identity was first used: ids differ from those of a deleted namesake.</summary>
    public long Era { get; init; }

    /// <summary>Boots so far. With <see cref="Era"/> and a count since the boot it makes up the message ids.</summary>
    public long Boots { get; init; }

    /// <summary>True once a CSMS has accepted this charge point: from then on it may charge offline.</summary>
    public bool EverAccepted { get; init; }

    /// <summary>The charger's clock less the simulation's, in ticks of 100 ns; its clock has a battery.</summary>
    public long ClockOffsetTicks { get; init; }
}

/// <summary>Availability of a connector that is, or will be, inoperative.</summary>
/// <param name="ConnectorId">0..N.</param>
/// <param name="Inoperative">True: Unavailable now.</param>
/// <param name="Scheduled">True: becomes Unavailable when its transaction ends.</param>
public sealed record DurableAvailability(int ConnectorId, bool Inoperative, bool Scheduled);

/// <summary>Energy registers, and how full the cars are.</summary>
public sealed record DurableRegisters
{
    /// <summary>The instant of the readings by the charger's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>By EVSE id - 1.</summary>
    public IReadOnlyList<DurableRegister> Evses { get; init; } = [];
}

/// <summary>The register of an EVSE.</summary>
/// <param name="MilliWh">Energy.Active.Import.Register in mWh.</param>
/// <param name="SocPercent">State of charge of the car plugged in, 0-100; null without one.</param>
public sealed record DurableRegister(long MilliWh, double? SocPercent);

/// <summary>A transaction.</summary>
public sealed record DurableTransaction
{
    /// <summary>The sequence of its StartTransaction message.</summary>
    public required long Key { get; init; }

    /// <summary>1..N.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The CSMS's id; null until known.</summary>
    public int? Id { get; init; }

    /// <summary>True when StartTransaction was given up: the id is -1 for good (OCPP 1.6 §3.7).</summary>
    public bool StartGivenUp { get; init; }

    /// <summary>The tag that started it.</summary>
    public required string IdTag { get; init; }

    /// <summary>The group of that tag, if known.</summary>
    public string? ParentIdTag { get; init; }

    /// <summary>By the charger's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The instant of its start on the simulation's time line; null in what was saved before it was kept.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>The last stamp of a message about it when the clock was last set; no later one is before it.</summary>
    public DateTimeOffset LastStamp { get; init; }

    /// <summary>The register at its start, in Wh.</summary>
    public required long MeterStartWh { get; init; }

    /// <summary>False once it has ended.</summary>
    public required bool Running { get; init; }

    /// <summary>True when the CSMS did not accept it and it has not been stopped (OCPP 1.6 §4.8).</summary>
    public bool Invalid { get; init; }

    /// <summary>The register in mWh up to which an invalid transaction may still charge.</summary>
    public long? InvalidUntilMilliWh { get; init; }

    /// <summary>The readings at its start for transactionData; null when none are configured.</summary>
    public MeterValue? Begin { get; init; }
}

/// <summary>What the CSMS last said about a tag.</summary>
/// <param name="IdTag">The tag.</param>
/// <param name="Status">As answered; an entry past its expiry counts as Expired.</param>
/// <param name="ExpiryDate">When it expires by the charger's clock; null for never.</param>
/// <param name="ParentIdTag">Its group.</param>
public sealed record DurableCacheEntry(
    string IdTag,
    AuthorizationStatus Status,
    DateTimeOffset? ExpiryDate,
    string? ParentIdTag
);

/// <summary>What stands at a connector. Without a cable, a car or a mark there is none.</summary>
public sealed record DurableConnector
{
    /// <summary>1..N.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>True while a plug is in the EVSE's socket, or the fixed cable in a car.</summary>
    public bool Cable { get; init; }

    /// <summary>The car as it arrived; null without one. How full it is now: <see cref="DurableRegister.SocPercent"/>.</summary>
    public VehicleSettings? Vehicle { get; init; }

    /// <summary>A transaction has ended, or the wait for a tag, and the cable has not been pulled since.</summary>
    public bool SessionOver { get; init; }

    /// <summary>No tag starts this cable before it has been pulled (B6).</summary>
    public bool Abandoned { get; init; }

    /// <summary>The tag for which the plug is kept locked; null when it is not.</summary>
    public string? KeptForIdTag { get; init; }

    /// <summary>The group of that tag.</summary>
    public string? KeptForParentIdTag { get; init; }

    /// <summary>Faulted by hand, with this code, until it is set back.</summary>
    public ChargePointErrorCode? Fault { get; init; }

    /// <summary>The info that goes with <see cref="Fault"/>.</summary>
    public string? FaultInfo { get; init; }

    /// <summary>
    /// What power beyond its rating was multiplied by; null when it was not. It ends with the process, but tells how much can have flowed
    /// before that.
    /// </summary>
    public double? PowerFactor { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DurableCounters))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<DurableAvailability>))]
[JsonSerializable(typeof(DurableRegisters))]
[JsonSerializable(typeof(IReadOnlyList<DurableTransaction>))]
[JsonSerializable(typeof(IReadOnlyList<DurableCacheEntry>))]
[JsonSerializable(typeof(IReadOnlyList<DurableConnector>))]
[JsonSerializable(typeof(DurableLocalList))]
[JsonSerializable(typeof(IReadOnlyList<Reservation>))]
[JsonSerializable(typeof(DurableCertificates))]
[JsonSerializable(typeof(DurableSecrets))]
[JsonSerializable(typeof(IReadOnlyList<SecurityEventEntry>))]
[JsonSerializable(typeof(IReadOnlyList<InstalledProfile>))]
[JsonSerializable(typeof(DurableFirmware))]
internal sealed partial class DurableJson : JsonSerializerContext;
