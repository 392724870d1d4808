using Ocpp;
using Ocpp.V16;

namespace Csms;

/// <summary>
/// What the central system keeps of one identity. It outlives connections. Everything but <see cref="Id"/> is guarded
/// by <see cref="Gate"/>; charge points share no lock, so thousands of them are served side by side.
/// </summary>
internal sealed class ChargePointRecord(string id)
{
    public string Id { get; } = id;

    public Lock Gate { get; } = new();

    public CsmsConnection? Connection { get; set; }

    public Instant? ConnectedAt { get; set; }

    public Instant? LastSeenAt { get; set; }

    public RegistrationStatus? Registration { get; set; }

    public DateTimeOffset? BootedAt { get; set; }

    public BootNotificationRequest? Boot { get; set; }

    /// <summary>By connector id; null where none was reported.</summary>
    public StatusNotificationRequest?[] Connectors { get; set; } = [];

    public DiagnosticsStatus? DiagnosticsStatus { get; set; }

    public FirmwareStatus? FirmwareStatus { get; set; }

    public SignedFirmwareStatus? SignedFirmwareStatus { get; set; }

    public UploadLogStatus? LogStatus { get; set; }

    public Queue<SecurityEventNotificationRequest>? SecurityEvents { get; set; }

    public Queue<CsmsReport>? Reports { get; set; }

    public Queue<CsmsDataTransfer>? DataTransfers { get; set; }

    public CsmsCertificateRequest? CertificateRequest { get; set; }

    public ReservationBook? Reservations { get; set; }

    public SessionLedger Ledger { get; } = new();

    /// <summary>True once it made room for others: nobody may use it any more.</summary>
    public bool Forgotten { get; set; }

    /// <summary>Since when nothing needs it: neither a connection nor an open session. Null while something does.</summary>
    public Instant? IdleSince()
    {
        lock (Gate)
        {
            return Connection is null && !Ledger.HasOpen ? LastSeenAt ?? new Instant(0) : null;
        }
    }

    /// <summary>Gives it up, unless it has come back into use.</summary>
    public bool TryForget()
    {
        lock (Gate)
        {
            Forgotten = Connection is null && !Ledger.HasOpen;
            return Forgotten;
        }
    }

    /// <summary>Gives it up, whoever uses it.</summary>
    public void Drop(string reason)
    {
        lock (Gate)
        {
            Forgotten = true;
            Connection?.End($"The connection was closed: {reason}.", reason);
            Connection = null;
        }
    }

    public CsmsChargePoint View()
    {
        lock (Gate)
        {
            return new CsmsChargePoint
            {
                Id = Id,
                Online = Connection is not null,
                ConnectedAt = ConnectedAt?.ToUtc(),
                LastSeenAt = LastSeenAt?.ToUtc(),
                Registration = Registration,
                BootedAt = BootedAt,
                Boot = Boot,
                Connectors = [.. Connectors.OfType<StatusNotificationRequest>()],
                DiagnosticsStatus = DiagnosticsStatus,
                FirmwareStatus = FirmwareStatus,
                SignedFirmwareStatus = SignedFirmwareStatus,
                LogStatus = LogStatus,
                SecurityEvents = SecurityEvents?.ToArray() ?? [],
                Reports = Reports?.ToArray() ?? [],
                DataTransfers = DataTransfers?.ToArray() ?? [],
                CertificateRequest = CertificateRequest,
                Reservations = Reservations?.All ?? [],
                OpenSessions = Ledger.Open,
                QueuedCalls = Connection?.QueuedCalls ?? 0,
            };
        }
    }
}
