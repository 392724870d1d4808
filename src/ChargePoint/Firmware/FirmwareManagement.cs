using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The feature profile Firmware Management, and its relatives of the security extension: the firmware update, the two uploads, and the
/// statuses on their way. Made when it is first needed.
/// </summary>
internal sealed class FirmwareManagement
{
    private readonly ChargePoint _cp;
    private string? _installed;
    private string? _replaced;
    private Notice? _lastSigned;
    private UploadsSnapshot? _uploads;

    public FirmwareManagement(ChargePoint cp, DurableFirmware? saved)
    {
        _cp = cp;
        Notices = new(cp);
        Diagnostics = new(cp, this, NoticeKind.Diagnostics);
        Log = new(cp, this, NoticeKind.Log);
        if (saved is null)
        {
            return;
        }
        _installed = saved.Version;
        _replaced = saved.Replaced;
        _lastSigned = saved.LastSigned;
        Update = saved.Update is { } update ? new(cp, this, update) : null;
        Notices.Restore(saved.Unsent);
        foreach (DurableUpload upload in saved.Uploads)
        {
            (upload.Kind == NoticeKind.Log ? Log : Diagnostics).Restore(upload);
        }
    }

    /// <summary>The last update; null before the first.</summary>
    public FirmwareUpdate? Update { get; private set; }

    /// <summary>What GetDiagnostics has asked for.</summary>
    public FileUpload Diagnostics { get; }

    /// <summary>What GetLog has asked for.</summary>
    public FileUpload Log { get; }

    public Notices Notices { get; }

    /// <summary>The uploads as others see them; null before the first.</summary>
    public UploadsSnapshot? Uploads
    {
        get
        {
            bool same = _uploads?.Diagnostics == Diagnostics.Snapshot && _uploads?.Log == Log.Snapshot;
            return same ? _uploads : _uploads = new(Diagnostics.Snapshot, Log.Snapshot);
        }
    }

    /// <summary>The version that runs: the one of the definition, unless another has been installed over it.</summary>
    public string? Version =>
        _installed is not null && _replaced == _cp.Settings.FirmwareVersion ? _installed : _cp.Settings.FirmwareVersion;

    public Instant Due => Instant.Min(Update?.Due ?? Instant.Never, Instant.Min(Diagnostics.Due, Log.Due));

    /// <summary>Begins an update in the place of the present one, which can be cancelled or is over.</summary>
    public void Start(FirmwareOrder order)
    {
        if (Update is { IsRunning: true } running)
        {
            running.Cancel();
        }
        Update = new(_cp, this, order);
        Update.Begin();
    }

    /// <summary>That version runs from the next boot on.</summary>
    public void Install(string version)
    {
        _installed = version;
        _replaced = _cp.Settings.FirmwareVersion;
    }

    public void TellSigned(Notice notice)
    {
        _lastSigned = notice;
        Notices.Add(notice);
    }

    public void OnTime(Instant now)
    {
        Update?.OnTime(now);
        Diagnostics.OnTime(now);
        Log.OnTime(now);
    }

    public void Ended(TransferEnded input)
    {
        if (Update?.Ended(input) != true && !Diagnostics.Ended(input))
        {
            Log.Ended(input);
        }
    }

    public void PowerGone()
    {
        Notices.PowerGone();
        Update?.PowerGone();
        Diagnostics.PowerGone();
        Log.PowerGone();
    }

    public void Boot()
    {
        Update?.Boot();
        Diagnostics.Boot();
        Log.Boot();
    }

    /// <summary>The CSMS has accepted the charge point.</summary>
    public void Accepted()
    {
        Update?.Accepted();
        Notices.Pump();
    }

    public DurableFirmware ToDurable() =>
        new()
        {
            Version = _installed,
            Replaced = _replaced,
            Update = Update?.ToDurable(),
            LastSigned = _lastSigned,
            Unsent = [.. Notices.Unsent],
            Uploads = [.. new[] { Diagnostics, Log }.Select(upload => upload.ToDurable()).OfType<DurableUpload>()],
        };

    /// <summary>What TriggerMessage of FirmwareStatusNotification asks for: Idle unless an update is under way (OCPP 1.6 §4.5).</summary>
    public static Notice FirmwareStatus(ChargePoint cp) =>
        Notice.Of(cp.FirmwareManagement?.Update?.Status ?? Ocpp.V16.FirmwareStatus.Idle);

    /// <summary>
    /// What ExtendedTriggerMessage of FirmwareStatusNotification asks for: Idle when the last one told was Installed, or there was
    /// none, else the last one (security whitepaper §6).
    /// </summary>
    public static Notice SignedFirmwareStatus(ChargePoint cp)
    {
        Notice? last = cp.FirmwareManagement?._lastSigned;
        return last is null || last == Notice.Of(Ocpp.V16.SignedFirmwareStatus.Installed, last.RequestId)
            ? Notice.Of(Ocpp.V16.SignedFirmwareStatus.Idle, null)
            : last;
    }

    /// <summary>What TriggerMessage of DiagnosticsStatusNotification asks for: Idle unless an upload is under way (OCPP 1.6 §4.4).</summary>
    public static Notice DiagnosticsStatus(ChargePoint cp) =>
        Notice.Of(
            cp.FirmwareManagement?.Diagnostics.IsRunning == true
                ? Ocpp.V16.DiagnosticsStatus.Uploading
                : Ocpp.V16.DiagnosticsStatus.Idle
        );

    /// <summary>What ExtendedTriggerMessage of LogStatusNotification asks for: Idle unless an upload is under way.</summary>
    public static Notice LogStatus(ChargePoint cp) =>
        cp.FirmwareManagement?.Log is { IsRunning: true } log
            ? Notice.Of(UploadLogStatus.Uploading, log.RequestId)
            : Notice.Of(UploadLogStatus.Idle, null);

    /// <summary>Tells such a status once, now.</summary>
    public static void Trigger(ChargePoint cp, Notice notice) =>
        cp.Outbox.Enqueue(new TriggeredNoticeCall(notice, cp.NextOrder()) { OnTrigger = true });
}
