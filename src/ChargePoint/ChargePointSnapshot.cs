using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// A charge point as others see it: immutable, published after each step that changed it. Power is constant from
/// <see cref="EvseSnapshot.MeteredAt"/> to the next snapshot, so energy at any instant follows without asking the loop.
/// </summary>
public sealed record ChargePointSnapshot
{
    /// <summary>Grows with each published snapshot of this charge point.</summary>
    public required long Version { get; init; }

    /// <summary>True between power on and power off or loss.</summary>
    public required bool PoweredOn { get; init; }

    /// <summary>True while it runs: powered on, and not down for a restart.</summary>
    public required bool Running { get; init; }

    /// <summary>The CSMS's last word on registration since the last boot; null before it.</summary>
    public required RegistrationStatus? Registration { get; init; }

    /// <summary>Status of connector 0: Available, Unavailable or Faulted.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>Error code of connector 0.</summary>
    public required ChargePointErrorCode ErrorCode { get; init; }

    /// <summary>Firmware as reported in BootNotification.</summary>
    public required string? FirmwareVersion { get; init; }

    /// <summary>Transaction messages waiting for delivery.</summary>
    public required int QueuedMessages { get; init; }

    /// <summary>The charger's own clock less the simulation's.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>Its local authorization list, in use or not; null without entries.</summary>
    public LocalAuthList? LocalAuthList { get; init; }

    /// <summary>Its reservations; null without any.</summary>
    public IReadOnlyList<Reservation>? Reservations { get; init; }

    /// <summary>Its security log and certificates; null while it has neither.</summary>
    public SecuritySnapshot? Security { get; init; }

    /// <summary>Its charging profiles; null while none is installed.</summary>
    public SmartChargingSnapshot? SmartCharging { get; init; }

    /// <summary>The last firmware update; null before the first.</summary>
    public FirmwareSnapshot? Firmware { get; init; }

    /// <summary>The last uploads of diagnostics and logs; null before the first.</summary>
    public UploadsSnapshot? Uploads { get; init; }

    /// <summary>The EVSEs by id.</summary>
    public required IReadOnlyList<EvseSnapshot> Evses { get; init; }
}

/// <summary>An EVSE as others see it.</summary>
public sealed record EvseSnapshot
{
    /// <summary>1..N.</summary>
    public required int Id { get; init; }

    /// <summary>The connector's status.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>The connector's error code.</summary>
    public required ChargePointErrorCode ErrorCode { get; init; }

    /// <summary>Free text of the last status, if any.</summary>
    public required string? Info { get; init; }

    /// <summary>Active power in W since <see cref="MeteredAt"/>.</summary>
    public required double PowerW { get; init; }

    /// <summary>Current in A: per phase for AC, of the bus for DC.</summary>
    public required double CurrentA { get; init; }

    /// <summary>Most that may flow now in W: the least of rating, installation and CSMS limits.</summary>
    public required double LimitW { get; init; }

    /// <summary>What it is to the site that feeds it.</summary>
    public GridSide Grid { get; init; }

    /// <summary>The energy register in mWh at <see cref="MeteredAt"/>.</summary>
    public required long EnergyMilliWh { get; init; }

    /// <summary>The instant that energy and power are taken at.</summary>
    public required Instant MeteredAt { get; init; }

    /// <summary>True while the EVSE holds the plug.</summary>
    public required bool PlugLocked { get; init; }

    /// <summary>The car plugged in; null without one.</summary>
    public required VehicleSnapshot? Vehicle { get; init; }

    /// <summary>The running transaction; null without one.</summary>
    public required TransactionSnapshot? Transaction { get; init; }

    /// <summary>The last transaction that ended here since this process started; null before the first.</summary>
    public required EndedTransactionSnapshot? LastTransaction { get; init; }

    /// <summary>What the tag reader has to say; null for nothing.</summary>
    public required ReaderSnapshot? Reader { get; init; }

    /// <summary>When ConnectionTimeOut passes; <see cref="Instant.Never"/> while nobody waits.</summary>
    public required Instant ConnectionTimeout { get; init; }

    /// <summary>The energy register in mWh at <paramref name="now"/>.</summary>
    public long EnergyMilliWhAt(Instant now) =>
        now <= MeteredAt ? EnergyMilliWh : EnergyMilliWh + (long)(PowerW * 1000 * (now - MeteredAt).TotalHours);
}

/// <summary>A plugged-in car.</summary>
/// <param name="Id">The vehicle's id.</param>
/// <param name="SocPercent">State of charge at <see cref="EvseSnapshot.MeteredAt"/>, 0-100.</param>
public sealed record VehicleSnapshot(string Id, double SocPercent);

/// <summary>A running transaction.</summary>
/// <param name="Id">The CSMS's id; null until StartTransaction is answered.</param>
/// <param name="IdTag">The tag that started it.</param>
/// <param name="StartedAt">By the charger's clock.</param>
/// <param name="MeterStartWh">The register at its start.</param>
public sealed record TransactionSnapshot(int? Id, string IdTag, DateTimeOffset StartedAt, long MeterStartWh);

/// <summary>A transaction that has ended.</summary>
/// <param name="Id">The CSMS's id; null when it was not known at its end.</param>
/// <param name="IdTag">The tag that started it.</param>
/// <param name="StartedAt">By the charger's clock.</param>
/// <param name="StoppedAt">By the charger's clock.</param>
/// <param name="EnergyWh">What it delivered.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record EndedTransactionSnapshot(
    int? Id,
    string IdTag,
    DateTimeOffset StartedAt,
    DateTimeOffset StoppedAt,
    long EnergyWh,
    Reason Reason
);

/// <summary>What the reader says of a tag.</summary>
/// <param name="State">How it stands with the tag.</param>
/// <param name="IdTag">The tag.</param>
/// <param name="Detail">Why it was turned away; null otherwise.</param>
/// <param name="At">When it was turned away; null otherwise.</param>
public sealed record ReaderSnapshot(ReaderState State, string IdTag, string? Detail, Instant? At);

/// <summary>How it stands with a tag at the reader.</summary>
public enum ReaderState
{
    /// <summary>The CSMS is being asked.</summary>
    Checking,

    /// <summary>It may charge, and its car is awaited.</summary>
    Waiting,

    /// <summary>It was turned away.</summary>
    Refused,
}
