using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// One firmware update, plain or signed (OCPP 1.6 §4.5, §5.19; security whitepaper §4): fetched at its date, checked, installed when no
/// transaction runs any more, and running after a restart. What has been reached is saved; a power loss repeats no more than the phase
/// it interrupts.
/// </summary>
internal sealed class FirmwareUpdate
{
    /// <summary>How long an installation takes.</summary>
    public static readonly TimeSpan InstallTime = TimeSpan.FromSeconds(10);

    private readonly ChargePoint _cp;
    private readonly FirmwareManagement _home;
    private readonly Attempts _attempts;
    private Instant _installed = Instant.Never;
    private FirmwareSnapshot? _snapshot;

    public FirmwareUpdate(ChargePoint cp, FirmwareManagement home, FirmwareOrder order)
    {
        _cp = cp;
        _home = home;
        Order = order;
        Since = cp.Clock;
        _attempts = new(cp, order.Plan);
    }

    public FirmwareUpdate(ChargePoint cp, FirmwareManagement home, DurableFirmwareUpdate saved)
        : this(cp, home, saved.Order)
    {
        Phase = saved.Phase;
        Since = saved.Since;
        Bytes = saved.Bytes;
        Version = saved.Version;
        Detail = saved.Detail;
        Statuses = saved.Statuses;
        _attempts.Failed = saved.FailedAttempts;
    }

    public FirmwareOrder Order { get; }

    public FirmwarePhase Phase { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public long? Bytes { get; private set; }

    public string? Version { get; private set; }

    public string Detail { get; private set; } = "";

    /// <summary>The statuses for the CSMS so far, in order.</summary>
    public IReadOnlyList<FirmwareMilestone> Statuses { get; private set; } = [];

    /// <summary>True until it has succeeded, failed or been cancelled.</summary>
    public bool IsRunning => Phase <= FirmwarePhase.Restarting;

    /// <summary>True while another one may take its place.</summary>
    public bool IsCancellable => Phase < FirmwarePhase.Installing;

    /// <summary>True while connectors without a transaction are Unavailable.</summary>
    public bool HoldsConnectors => Phase is FirmwarePhase.WaitingForTransactions or FirmwarePhase.Installing;

    /// <summary>What TriggerMessage tells of it.</summary>
    public FirmwareStatus Status =>
        Phase switch
        {
            FirmwarePhase.Downloading => FirmwareStatus.Downloading,
            FirmwarePhase.InstallScheduled or FirmwarePhase.WaitingForTransactions => FirmwareStatus.Downloaded,
            FirmwarePhase.Installing or FirmwarePhase.Restarting => FirmwareStatus.Installing,
            _ => FirmwareStatus.Idle,
        };

    public Instant Due =>
        Phase switch
        {
            FirmwarePhase.Scheduled => _cp.InstantAt(Order.RetrieveAt),
            FirmwarePhase.Downloading => _attempts.Due,
            FirmwarePhase.InstallScheduled => _cp.InstantAt(Order.InstallAt!.Value),
            FirmwarePhase.Installing => _installed,
            _ => Instant.Never,
        };

    public FirmwareSnapshot Snapshot =>
        _snapshot ??= new()
        {
            Phase = Phase,
            Since = Since,
            RequestId = Order.RequestId,
            Location = TransferLocation.WithoutSecrets(Order.Location),
            RetrieveAt = Order.RetrieveAt,
            InstallAt = Order.InstallAt,
            FailedAttempts = _attempts.Failed,
            RetriesLeft = IsRunning ? _attempts.Left : 0,
            Bytes = Bytes,
            Version = Version,
            Detail = Detail,
            Statuses = Statuses,
        };

    public DurableFirmwareUpdate ToDurable() =>
        new()
        {
            Order = Order,
            Phase = Phase,
            Since = Since,
            FailedAttempts = _attempts.Failed,
            Bytes = Bytes,
            Version = Version,
            Detail = Detail,
            Statuses = Statuses,
        };

    public void Begin()
    {
        if (Order.RetrieveAt > _cp.Clock)
        {
            MoveTo(FirmwarePhase.Scheduled, $"waits until {Order.RetrieveAt:u}");
            Tell(null, SignedFirmwareStatus.DownloadScheduled);
            return;
        }
        StartDownload();
    }

    public void OnTime(Instant now)
    {
        if (Due > now)
        {
            return;
        }
        switch (Phase)
        {
            case FirmwarePhase.Scheduled:
                StartDownload();
                break;
            case FirmwarePhase.Downloading:
                Attempt();
                break;
            case FirmwarePhase.InstallScheduled:
                WaitForTransactions();
                break;
            case FirmwarePhase.Installing:
                _installed = Instant.Never;
                Installed();
                break;
        }
    }

    public bool Ended(TransferEnded input)
    {
        if (!_attempts.Ended(input))
        {
            return false;
        }
        if (input.Result.Outcome == TransferOutcome.Done)
        {
            Downloaded(input.Result);
        }
        else
        {
            Failed(input.Result.Detail);
        }
        return true;
    }

    /// <summary>Takes connectors without a transaction out of use; installs when no transaction is left.</summary>
    public void Settle()
    {
        if (!HoldsConnectors)
        {
            return;
        }
        bool charging = false;
        foreach (Connector connector in _cp.Connectors)
        {
            charging |= connector.Transaction is not null;
            if (connector.Transaction is null && connector.Status.Value != ChargePointStatus.Unavailable)
            {
                ConnectorAvailability.Apply(connector);
            }
        }
        if (Phase == FirmwarePhase.WaitingForTransactions && !charging)
        {
            MoveTo(FirmwarePhase.Installing, $"version {Version}");
            Tell(FirmwareStatus.Installing, SignedFirmwareStatus.Installing);
            _installed = _cp.Now + InstallTime;
        }
    }

    public void Cancel()
    {
        bool held = HoldsConnectors;
        _attempts.Stop();
        MoveTo(FirmwarePhase.Canceled, "another update took its place");
        Release(held);
    }

    public void PowerGone()
    {
        _attempts.Stop();
        _installed = Instant.Never;
    }

    /// <summary>Goes on with the phase that the power loss or reset has interrupted.</summary>
    public void Boot()
    {
        if (Phase == FirmwarePhase.Downloading)
        {
            Attempt();
        }
        else if (Phase == FirmwarePhase.Installing)
        {
            _installed = _cp.Now + InstallTime;
        }
    }

    /// <summary>Registered with the new firmware: that is the proof that it runs.</summary>
    public void Accepted()
    {
        if (Phase == FirmwarePhase.Restarting)
        {
            MoveTo(FirmwarePhase.Installed, $"version {Version}");
            _cp.SecurityEvents.Report(SecurityEventType.FirmwareUpdated, $"version {Version}", asked: Order.IsSigned);
            Tell(FirmwareStatus.Installed, SignedFirmwareStatus.Installed);
        }
    }

    private void StartDownload()
    {
        MoveTo(FirmwarePhase.Downloading, "");
        Tell(FirmwareStatus.Downloading, SignedFirmwareStatus.Downloading);
        Attempt();
    }

    private void Attempt()
    {
        string supported = _cp.Configuration.Text(ConfigurationKeys.SupportedFileTransferProtocols)!;
        if (TransferLocation.WhyNot(Order.Location, supported) is { } why)
        {
            GiveUp(why);
            return;
        }
        _attempts.Start(new Download(Order.Location));
        _snapshot = null;
    }

    private void Failed(string detail)
    {
        if (_attempts.TryAgain())
        {
            Detail = $"{detail} Tried again in {Order.Plan.IntervalSeconds} s.";
            Note();
            return;
        }
        GiveUp(detail);
    }

    private void GiveUp(string detail)
    {
        MoveTo(FirmwarePhase.DownloadFailed, detail);
        Tell(FirmwareStatus.DownloadFailed, SignedFirmwareStatus.DownloadFailed);
    }

    private void Downloaded(TransferResult file)
    {
        Bytes = file.Bytes;
        Version = FirmwareVersions.Of(Order.Location, file.FirstBytes.Span, _home.Version);
        Tell(FirmwareStatus.Downloaded, SignedFirmwareStatus.Downloaded);
        if (Order.IsSigned)
        {
            if (!FirmwareSignature.IsValid(Order.SigningCertificate!, Order.Signature!, file.Sha256.Span))
            {
                MoveTo(FirmwarePhase.InvalidSignature, "the signature does not match the file");
                _cp.SecurityEvents.Report(
                    SecurityEventType.InvalidFirmwareSignature,
                    $"request {Order.RequestId}",
                    asked: true
                );
                Tell(null, SignedFirmwareStatus.InvalidSignature);
                return;
            }
            Tell(null, SignedFirmwareStatus.SignatureVerified);
        }
        if (Order.InstallAt > _cp.Clock)
        {
            MoveTo(FirmwarePhase.InstallScheduled, $"{Bytes} bytes, waits until {Order.InstallAt:u}");
            Tell(null, SignedFirmwareStatus.InstallScheduled);
            return;
        }
        WaitForTransactions();
    }

    // The step that this happens in settles the connectors.
    private void WaitForTransactions() => MoveTo(FirmwarePhase.WaitingForTransactions, $"{Bytes} bytes");

    private void Installed()
    {
        string? problem =
            Bytes == 0 ? "the file is empty"
            : _cp.Has(Quirk.FirmwareInstallFails) ? "as the quirk firmware-install-fails has it"
            : null;
        if (problem is not null)
        {
            MoveTo(FirmwarePhase.InstallationFailed, problem);
            Tell(FirmwareStatus.InstallationFailed, SignedFirmwareStatus.InstallationFailed);
            Release(held: true);
            return;
        }
        if (_cp.Has(Quirk.ReportsInstallRebooting))
        {
            Tell(null, SignedFirmwareStatus.InstallRebooting);
        }
        _home.Install(Version!);
        MoveTo(FirmwarePhase.Restarting, $"version {Version}");
        _cp.Power.RestartForFirmware();
    }

    private void Release(bool held)
    {
        if (!held)
        {
            return;
        }
        foreach (Connector connector in _cp.Connectors)
        {
            if (connector.Transaction is null)
            {
                ConnectorAvailability.Apply(connector);
            }
        }
    }

    private void Tell(FirmwareStatus? plain, SignedFirmwareStatus signed)
    {
        if (Order.IsSigned)
        {
            Reached(OcppEnum.Name(signed));
            _home.TellSigned(Notice.Of(signed, Order.RequestId));
        }
        else if (plain is { } status)
        {
            Reached(OcppEnum.Name(status));
            _home.Notices.Add(Notice.Of(status));
        }
    }

    private void Reached(string status)
    {
        Statuses = [.. Statuses, new(_cp.Clock, status)];
        _snapshot = null;
        _cp.Save(DurableParts.Firmware);
        _cp.Changed();
    }

    private void MoveTo(FirmwarePhase phase, string detail)
    {
        Phase = phase;
        Since = _cp.Clock;
        Detail = detail;
        Note();
    }

    private void Note()
    {
        _snapshot = null;
        _cp.Save(DurableParts.Firmware);
        _cp.Changed();
        _cp.Tell(
            EventCategory.System,
            ChargePointEventType.Firmware,
            0,
            Detail.Length == 0 ? $"{Phase}" : $"{Phase}: {Detail}"
        );
    }
}
