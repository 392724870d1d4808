using ChargePoints;
using Ocpp;
using Simulation.Transfers;

namespace Simulation;

/// <summary>Files that the charge point fetches and sends.</summary>
internal sealed partial class ChargerRuntime
{
    // Two or three at most: a firmware update, diagnostics, a log.
    private Dictionary<long, ITransfer>? _transfers;

    private void Begin(StartTransfer start)
    {
        var compose = start.Request is Upload upload ? Composer(upload) : null;
        var security = _point.LinkSecurity;
        var trust = security.Roots is { Count: > 0 } roots ? new TransferTrust(roots, security.Clock) : null;
        var job = new TransferJob(start.Request, compose, trust);
        (_transfers ??= [])[start.TransferId] = _shard.Transfers.Start(
            job,
            result => _shard.Post(this, now => Ended(start.TransferId, result, now))
        );
    }

    private void Cancel(long transferId)
    {
        if (_transfers?.Remove(transferId, out var transfer) == true)
        {
            transfer.Cancel();
        }
    }

    private void CancelTransfers()
    {
        foreach (var (_, transfer) in _transfers ?? [])
        {
            transfer.Cancel();
        }
        _transfers = null;
    }

    private void Ended(long transferId, TransferResult result, Instant now)
    {
        if (_transfers?.Remove(transferId) == true)
        {
            Step(new TransferEnded(transferId, result), now);
        }
    }

    // The state is taken now, on the loop; the file is written when its turn comes, elsewhere.
    private Func<byte[]> Composer(Upload upload)
    {
        var now = _lastStep;
        var state = upload.Content == UploadContent.Diagnostics ? _point.Durable : null;
        return () =>
            state is null ? SecurityLogFile.Compose(_face, upload) : DiagnosticsFile.Compose(_face, upload, state, now);
    }
}
