using Ocpp.V16;

namespace Csms;

/// <summary>How a <see cref="CentralSystem"/> behaves, and the bounds of what it keeps.</summary>
public sealed record CentralSystemOptions
{
    /// <summary>The identities that may connect; null admits any.</summary>
    public IReadOnlySet<string>? Identities { get; init; }

    /// <summary>How BootNotification is answered where <see cref="CentralSystem.SetRegistration"/> says nothing else.</summary>
    public RegistrationStatus Registration { get; init; } = RegistrationStatus.Accepted;

    /// <summary>Seconds between heartbeats, as answered to an accepted BootNotification.</summary>
    public int HeartbeatIntervalSeconds { get; init; } = 300;

    /// <summary>Seconds to the next BootNotification, as answered with Pending and Rejected.</summary>
    public int RetryIntervalSeconds { get; init; } = 60;

    /// <summary>True: a tag that is not in the table is Accepted. False: it is Invalid.</summary>
    public bool AcceptUnknownTags { get; init; } = true;

    /// <summary>How long a call to a charge point may stay unanswered.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls that may wait per connection; the next one is refused.</summary>
    public int MaxQueuedCalls { get; init; } = 32;

    /// <summary>Charge points kept; when full, those offline for longest without an open session make room.</summary>
    public int MaxChargePoints { get; init; } = 20_000;

    /// <summary>Connectors kept per charge point; statuses of higher connector ids are answered and not kept.</summary>
    public int MaxConnectors { get; init; } = 64;

    /// <summary>Open sessions kept per charge point; when full, the oldest is taken as superseded.</summary>
    public int MaxOpenSessions { get; init; } = 64;

    /// <summary>Ended sessions kept per charge point; when full, the oldest is forgotten.</summary>
    public int MaxClosedSessions { get; init; } = 10;

    /// <summary>Security events kept per charge point; when full, the oldest is forgotten.</summary>
    public int MaxSecurityEvents { get; init; } = 20;

    /// <summary>Status notifications of transfers and installations kept per charge point; when full, the oldest is forgotten.</summary>
    public int MaxReports { get; init; } = 32;

    /// <summary>DataTransfers kept per charge point; when full, the oldest is forgotten.</summary>
    public int MaxDataTransfers { get; init; } = 10;

    /// <summary>Reservations kept per charge point; when full, the oldest is forgotten.</summary>
    public int MaxReservations { get; init; } = 64;

    /// <summary>Frames in a row that are no OCPP message before the connection is closed.</summary>
    public int MaxBadFrames { get; init; } = 100;

    /// <summary>The first transaction id given out; a restarted system continues above those of its former life.</summary>
    public int FirstTransactionId { get; init; } = 1;

    /// <summary>
    /// Starts every message id; a restarted system takes another, so that an id never repeats. At most 24 characters.
    /// </summary>
    public string MessageIdPrefix { get; init; } = "";
}
