using System.Security.Cryptography;
using ChargePoints;
using Ocpp;

namespace TestKit;

/// <summary>
/// File servers in virtual time: each transfer takes the same time. Files that are not there cannot be fetched; uploads succeed, unless
/// the test says otherwise.
/// </summary>
public sealed class ScriptedTransfers
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Queue<TransferResult> _next = new();
    private readonly Dictionary<long, StartTransfer> _running = [];
    private readonly HashSet<long> _known = [];
    private readonly List<(Instant At, TransferRequest Request)> _started = [];

    /// <summary>How long each transfer takes.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What was asked for, and when.</summary>
    public IReadOnlyList<(Instant At, TransferRequest Request)> Started => _started;

    /// <summary>Transfers under way.</summary>
    public int Running => _running.Count;

    /// <summary>A file that can be fetched.</summary>
    public ScriptedTransfers File(string location, byte[] content)
    {
        _files[location] = content;
        return this;
    }

    /// <summary>What becomes of the next transfers, one each, whatever they are.</summary>
    public ScriptedTransfers Next(params ReadOnlySpan<TransferOutcome> outcomes)
    {
        foreach (TransferOutcome outcome in outcomes)
        {
            _next.Enqueue(new() { Outcome = outcome, Detail = $"scripted {outcome}." });
        }
        return this;
    }

    internal TransferResult Begin(StartTransfer start, Instant now)
    {
        if (!_known.Add(start.TransferId))
        {
            throw new InvalidOperationException($"Transfer {start.TransferId} was begun twice.");
        }
        _running.Add(start.TransferId, start);
        _started.Add((now, start.Request));
        return _next.TryDequeue(out TransferResult? scripted) ? scripted : Carry(start.Request);
    }

    internal void Cancel(long transferId)
    {
        // One that has ended at this instant may not have been told yet.
        if (!_known.Contains(transferId))
        {
            throw new InvalidOperationException($"Transfer {transferId} was never begun, and yet cancelled.");
        }
        _running.Remove(transferId);
    }

    /// <summary>True when it was under way until now.</summary>
    internal bool End(StartTransfer start) =>
        _running.TryGetValue(start.TransferId, out StartTransfer? running)
        && ReferenceEquals(running, start)
        && _running.Remove(start.TransferId);

    /// <summary>The process that they ran in is gone; the next one counts anew.</summary>
    internal void Killed()
    {
        _running.Clear();
        _known.Clear();
    }

    private TransferResult Carry(TransferRequest request) =>
        request is Upload ? new() { Outcome = TransferOutcome.Done, Bytes = 1_000 }
        : _files.TryGetValue(request.Location, out byte[]? file)
            ? new()
            {
                Outcome = TransferOutcome.Done,
                Bytes = file.Length,
                Sha256 = SHA256.HashData(file),
                FirstBytes = file.AsMemory(0, Math.Min(file.Length, TransferResult.FirstBytesKept)),
            }
        : new() { Outcome = TransferOutcome.Failed, Detail = "no such file." };
}
