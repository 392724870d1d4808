using Ocpp.V16;

namespace Csms;

/// <summary>A charge point as the central system knows it: an immutable view, taken when asked for.</summary>
public sealed record CsmsChargePoint
{
    /// <summary>The identity that it connects with.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is connected now.</summary>
    public required bool Online { get; init; }

    /// <summary>When the present connection was made, or the last one when offline; null before the first.</summary>
    public required DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When the last frame arrived; null before the first.</summary>
    public required DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The last answer to BootNotification; null before the first.</summary>
    public required RegistrationStatus? Registration { get; init; }

    /// <summary>When it last booted; null before the first.</summary>
    public required DateTimeOffset? BootedAt { get; init; }

    /// <summary>What it said at its last boot; null before the first.</summary>
    public required BootNotificationRequest? Boot { get; init; }

    /// <summary>The last status of each connector reported, by connector id; 0 is the charge point itself.</summary>
    public required IReadOnlyList<StatusNotificationRequest> Connectors { get; init; }

    /// <summary>The last DiagnosticsStatusNotification.</summary>
    public required DiagnosticsStatus? DiagnosticsStatus { get; init; }

    /// <summary>The last FirmwareStatusNotification.</summary>
    public required FirmwareStatus? FirmwareStatus { get; init; }

    /// <summary>The last SignedFirmwareStatusNotification.</summary>
    public required SignedFirmwareStatus? SignedFirmwareStatus { get; init; }

    /// <summary>The last LogStatusNotification.</summary>
    public required UploadLogStatus? LogStatus { get; init; }

    /// <summary>The last security events, oldest first.</summary>
    public required IReadOnlyList<SecurityEventNotificationRequest> SecurityEvents { get; init; }

    /// <summary>What it last said of transfers and installations, oldest first.</summary>
    public required IReadOnlyList<CsmsReport> Reports { get; init; }

    /// <summary>Its last DataTransfers, oldest first.</summary>
    public required IReadOnlyList<CsmsDataTransfer> DataTransfers { get; init; }

    /// <summary>Its last SignCertificate; null before the first.</summary>
    public required CsmsCertificateRequest? CertificateRequest { get; init; }

    /// <summary>Reservations that it has accepted and that have not ended, oldest first.</summary>
    public required IReadOnlyList<CsmsReservation> Reservations { get; init; }

    /// <summary>Sessions that run.</summary>
    public required int OpenSessions { get; init; }

    /// <summary>Calls of ours that wait or are unanswered.</summary>
    public required int QueuedCalls { get; init; }
}

/// <summary>What of a charge point must outlive the process: it does not boot again after a mere reconnect.</summary>
public sealed record ChargePointRegistration
{
    /// <summary>The identity.</summary>
    public required string Id { get; init; }

    /// <summary>The last answer to BootNotification.</summary>
    public required RegistrationStatus Registration { get; init; }

    /// <summary>When it last booted.</summary>
    public required DateTimeOffset BootedAt { get; init; }

    /// <summary>What it said at its last boot.</summary>
    public required BootNotificationRequest Boot { get; init; }
}

/// <summary>How the BootNotifications of an identity are to be answered, as somebody has ordered.</summary>
public sealed record OrderedRegistration
{
    /// <summary>The identity.</summary>
    public required string Id { get; init; }

    /// <summary>The answer.</summary>
    public required RegistrationStatus Status { get; init; }
}
