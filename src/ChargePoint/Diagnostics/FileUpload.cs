using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The upload of a file: of GetDiagnostics (OCPP 1.6 §4.4, §5.9) or of GetLog (security whitepaper §5). One of each at a time: a new
/// request takes the place of the one under way. A restart ends it; that is told afterwards.
/// </summary>
internal sealed class FileUpload(ChargePoint cp, FirmwareManagement home, NoticeKind kind)
{
    private Upload? _request;
    private Attempts? _attempts;

    /// <summary>True from the request to the last status.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Of a GetLog.</summary>
    public int? RequestId { get; private set; }

    public Instant Due => _attempts?.Due ?? Instant.Never;

    /// <summary>The last upload as others see it; null before the first.</summary>
    public UploadSnapshot? Snapshot { get; private set; }

    /// <summary>Begins an upload in the place of the present one.</summary>
    public void Start(Upload request, RetryPlan plan, int? requestId)
    {
        _attempts?.Stop();
        _request = request;
        _attempts = new(cp, plan);
        RequestId = requestId;
        IsRunning = true;
        Snapshot = new()
        {
            RequestId = requestId,
            Content = request.Content,
            FileName = request.FileName,
            Location = TransferLocation.WithoutSecrets(request.Location),
            Status = "",
            Since = cp.Clock,
        };
        Tell(UploadLogStatus.Uploading, "");
        Attempt();
    }

    public void OnTime(Instant now)
    {
        if (Due <= now)
        {
            Attempt();
        }
    }

    public bool Ended(TransferEnded input)
    {
        if (_attempts?.Ended(input) != true)
        {
            return false;
        }
        AttemptEnded(input.Result);
        return true;
    }

    public void PowerGone() => _attempts?.Stop();

    public void Boot()
    {
        if (IsRunning)
        {
            End(UploadLogStatus.UploadFailure, null, "the charge point restarted");
        }
    }

    public DurableUpload? ToDurable() =>
        IsRunning && Snapshot is { } it ? new(kind, RequestId, it.Content, it.FileName, it.Location) : null;

    public void Restore(DurableUpload saved)
    {
        IsRunning = true;
        RequestId = saved.RequestId;
        Snapshot = new()
        {
            RequestId = saved.RequestId,
            Content = saved.Content,
            FileName = saved.FileName,
            Location = saved.Location,
            Status = nameof(UploadLogStatus.Uploading),
            Since = cp.Clock,
        };
    }

    private void Attempt()
    {
        string supported = cp.Configuration.Text(ConfigurationKeys.SupportedFileTransferProtocols)!;
        if (TransferLocation.WhyNot(_request!.Location, supported) is { } why)
        {
            // It would not be another time either.
            End(UploadLogStatus.NotSupportedOperation, 0, why);
            return;
        }
        _attempts!.Start(_request);
    }

    private void AttemptEnded(TransferResult result)
    {
        if (result.Outcome == TransferOutcome.Done)
        {
            End(UploadLogStatus.Uploaded, result.Bytes, result.Detail);
        }
        else if (_attempts!.TryAgain())
        {
            Note(Snapshot! with { Detail = result.Detail });
        }
        else
        {
            End(StatusOf(result.Outcome), null, result.Detail);
        }
    }

    private void End(UploadLogStatus status, long? bytes, string detail)
    {
        IsRunning = false;
        _request = null;
        Snapshot = Snapshot! with { Bytes = bytes };
        Tell(status, detail);
    }

    private void Tell(UploadLogStatus status, string detail)
    {
        Notice notice =
            kind == NoticeKind.Log ? Notice.Of(status, RequestId)
            : status == UploadLogStatus.Uploading ? Notice.Of(DiagnosticsStatus.Uploading)
            : status == UploadLogStatus.Uploaded ? Notice.Of(DiagnosticsStatus.Uploaded)
            : Notice.Of(DiagnosticsStatus.UploadFailed);
        Note(Snapshot! with { Status = notice.Status, Since = cp.Clock, Detail = detail });
        home.Notices.Add(notice);
    }

    private void Note(UploadSnapshot snapshot)
    {
        Snapshot = snapshot with
        {
            FailedAttempts = _attempts?.Failed ?? 0,
            RetriesLeft = IsRunning ? _attempts?.Left ?? 0 : 0,
        };
        cp.Changed();
        string detail = snapshot.Detail.Length == 0 ? "" : $": {snapshot.Detail}";
        cp.Tell(
            EventCategory.System,
            ChargePointEventType.Upload,
            0,
            $"{snapshot.FileName} to {snapshot.Location}, {snapshot.Status}{detail}"
        );
    }

    private static UploadLogStatus StatusOf(TransferOutcome outcome) =>
        outcome switch
        {
            TransferOutcome.PermissionDenied => UploadLogStatus.PermissionDenied,
            TransferOutcome.BadMessage => UploadLogStatus.BadMessage,
            TransferOutcome.NotSupported => UploadLogStatus.NotSupportedOperation,
            _ => UploadLogStatus.UploadFailure,
        };
}
