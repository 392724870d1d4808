using System.Text.Json.Serialization;
using ChargePoints;
using Ocpp.V16;

namespace Server.Chargers;

/// <summary>A charger as read: what it is, and how it is doing at this moment.</summary>
public sealed record Charger
{
    /// <summary>The OCPP identity, unique over all locations.</summary>
    public required string Id { get; init; }

    /// <summary>The location it belongs to.</summary>
    public required string LocationId { get; init; }

    /// <summary>As in BootNotification.</summary>
    public required string Vendor { get; init; }

    /// <summary>As in BootNotification.</summary>
    public required string Model { get; init; }

    /// <summary>As in BootNotification.</summary>
    public required string? SerialNumber { get; init; }

    /// <summary>As in BootNotification.</summary>
    public required string? FirmwareVersion { get; init; }

    /// <summary>Its own CSMS URL, without the identity; null to use its location's, else the embedded CSMS.</summary>
    public required string? CsmsUrl { get; init; }

    /// <summary>The CSMS URL in force, wss:// from security profile 2 on; null when there is none, and then it cannot be started.</summary>
    public required string? EffectiveCsmsUrl { get; init; }

    /// <summary>The configuration key SecurityProfile. The password that goes with it is never given back.</summary>
    public required int SecurityProfile { get; init; }

    /// <summary>The configuration key MeterValueSampleInterval.</summary>
    public required int MeterIntervalSeconds { get; init; }

    /// <summary>True: Authorize before StartTransaction.</summary>
    public required bool AuthorizeBeforeStart { get; init; }

    /// <summary>True: BootNotification after every reconnect.</summary>
    public required bool BootOnReconnect { get; init; }

    /// <summary>True: reports a power loss before it goes down: transactions stop with reason PowerLoss at once (OCPP 1.6 §3.7).</summary>
    public required bool BackupPower { get; init; }

    /// <summary>True: a transaction that a power loss has interrupted goes on after the boot while its car is there; false: it stops with reason PowerLoss then.</summary>
    public required bool ResumeAfterPowerLoss { get; init; }

    /// <summary>Connection attempts before giving up; null for no cap.</summary>
    public required int? MaxReconnectAttempts { get; init; }

    /// <summary>Minutes of attempts before giving up; null for no cap.</summary>
    public required int? MaxReconnectMinutes { get; init; }

    /// <summary>Odd behaviour of real charge points that it imitates.</summary>
    public required IReadOnlyList<Quirk> Quirks { get; init; }

    /// <summary>The persisted wish: whether it should run.</summary>
    public required bool Running { get; init; }

    /// <summary>The fact: the state of its link to the CSMS.</summary>
    public required ConnectionState Connection { get; init; }

    /// <summary>Why the link is waiting or has failed, in one line; null when there is nothing to say.</summary>
    public required string? ConnectionDetail { get; init; }

    /// <summary>The CSMS's last word on registration since the last boot; null before it.</summary>
    public required RegistrationStatus? Registration { get; init; }

    /// <summary>The charge point's own status (connector 0): Available, Unavailable or Faulted.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>The charge point's own error code (connector 0).</summary>
    public required ChargePointErrorCode ErrorCode { get; init; }

    /// <summary>Transaction messages that wait for delivery.</summary>
    public required int QueuedMessages { get; init; }

    /// <summary>When the last OCPP message went either way; null before the first since the process started.</summary>
    public required DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>Its EVSEs, by id.</summary>
    public required IReadOnlyList<Evse> Evses { get; init; }

    /// <summary>Chaos in force.</summary>
    public required IReadOnlyList<Chaos> Chaos { get; init; }
}

/// <summary>The state of a charger's link to its CSMS.</summary>
public enum ConnectionState
{
    /// <summary>Not wanted.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>An attempt is under way.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>The WebSocket is open.</summary>
    [JsonStringEnumMemberName("connected")]
    Connected,

    /// <summary>Backing off until the next attempt.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>The retry cap is reached.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>One EVSE, which is one connector in OCPP 1.6.</summary>
public sealed record Evse
{
    /// <summary>1, 2, 3 …</summary>
    public required int Id { get; init; }

    /// <summary>AC or DC.</summary>
    public required ChargePoints.CurrentType CurrentType { get; init; }

    /// <summary>Rated power.</summary>
    public required double MaxPowerW { get; init; }

    /// <summary>AC phases; null for DC.</summary>
    public required int? Phases { get; init; }

    /// <summary>AC: between phase and neutral. DC: nominal bus voltage.</summary>
    public required double VoltageV { get; init; }

    /// <summary>Type2, CCS2, CHAdeMO …</summary>
    public required string ConnectorType { get; init; }

    /// <summary>A socket with a lock, or a fixed cable.</summary>
    public required Cable Cable { get; init; }

    /// <summary>The connector's status.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>The connector's error code.</summary>
    public required ChargePointErrorCode ErrorCode { get; init; }

    /// <summary>Free text of the last status.</summary>
    public required string? Info { get; init; }

    /// <summary>Active power now.</summary>
    public required double PowerW { get; init; }

    /// <summary>Current now: per phase for AC, of the bus for DC.</summary>
    public required double CurrentA { get; init; }

    /// <summary>The energy register now.</summary>
    public required long EnergyWh { get; init; }

    /// <summary>The most that may flow now.</summary>
    public required double LimitW { get; init; }

    /// <summary>The car plugged in; null without one.</summary>
    public required PluggedVehicle? Vehicle { get; init; }

    /// <summary>The running transaction; null without one.</summary>
    public required Transaction? Transaction { get; init; }

    /// <summary>The last transaction that ended here since the process started; null before the first.</summary>
    public required EndedTransaction? LastTransaction { get; init; }

    /// <summary>What the tag reader has to say, as its display would; null for nothing.</summary>
    public required Reader? Reader { get; init; }

    /// <summary>When ConnectionTimeOut passes; null while nobody waits for a tag or a car.</summary>
    public required DateTimeOffset? ConnectionTimeOutAt { get; init; }
}

/// <summary>A socket with a lock, or a fixed cable.</summary>
public enum Cable
{
    /// <summary>The driver brings the cable; the EVSE locks it.</summary>
    [JsonStringEnumMemberName("socket")]
    Socket,

    /// <summary>Part of the charger; no lock at the EVSE.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,
}

/// <summary>The car at an EVSE.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SocPercent">Its state of charge now, 0-100.</param>
public sealed record PluggedVehicle(string Id, double SocPercent);

/// <summary>A running transaction.</summary>
/// <param name="Id">The CSMS's id; null until known.</param>
/// <param name="IdTag">The tag that started it.</param>
/// <param name="StartedAt">By the charger's clock.</param>
/// <param name="MeterStartWh">The register at its start.</param>
/// <param name="EnergyWh">Delivered so far.</param>
public sealed record Transaction(int? Id, string IdTag, DateTimeOffset StartedAt, long MeterStartWh, long EnergyWh);

/// <summary>A transaction that has ended.</summary>
/// <param name="Id">The CSMS's id; null when it was not known at the end.</param>
/// <param name="IdTag">The tag that started it.</param>
/// <param name="StartedAt">By the charger's clock.</param>
/// <param name="StoppedAt">By the charger's clock.</param>
/// <param name="EnergyWh">What it delivered.</param>
/// <param name="Reason">Why it ended, as in StopTransaction.</param>
public sealed record EndedTransaction(
    int? Id,
    string IdTag,
    DateTimeOffset StartedAt,
    DateTimeOffset StoppedAt,
    long EnergyWh,
    Reason Reason
);

/// <summary>What the tag reader says.</summary>
/// <param name="State">How it stands with the tag.</param>
/// <param name="IdTag">The tag.</param>
/// <param name="Detail">Why it was refused; null otherwise.</param>
/// <param name="At">When it was refused; null otherwise.</param>
public sealed record Reader(TagState State, string IdTag, string? Detail, DateTimeOffset? At);

/// <summary>How it stands with a tag that was presented.</summary>
public enum TagState
{
    /// <summary>The CSMS is being asked.</summary>
    [JsonStringEnumMemberName("checking")]
    Checking,

    /// <summary>It may charge; its car is awaited.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>It was turned away.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}

/// <summary>A point of an EVSE's history.</summary>
/// <param name="Time">When.</param>
/// <param name="PowerW">Active power from then on.</param>
/// <param name="LimitW">The most that might flow; null while the charger was off or restarting.</param>
/// <param name="SocPercent">State of charge of the car; null without one.</param>
public sealed record PowerSample(DateTimeOffset Time, double PowerW, double? LimitW, double? SocPercent);
