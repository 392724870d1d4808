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
    private readonly HashSet<long> _running = [];
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
        if (!_running.Add(start.TransferId))
        {
            throw new InvalidOperationException($"Transfer {start.TransferId} was begun twice.");
        }
        _started.Add((now, start.Request));
        return _next.TryDequeue(out TransferResult? scripted) ? scripted : Carry(start.Request);
    }

    internal void Cancel(long transferId)
    {
        if (!_running.Remove(transferId))
        {
            throw new InvalidOperationException($"Transfer {transferId} is not under way, and yet cancelled.");
        }
    }

    internal bool End(long transferId) => _running.Remove(transferId);

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
