using System.Security.Cryptography;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>
/// File servers in memory and in virtual time: each transfer takes the same time. What is uploaded can be downloaded; other files are
/// not there.
/// </summary>
public sealed class InMemoryTransfers(VirtualTimeLoop time, TimeSpan duration) : ITransfers
{
    private readonly Dictionary<string, byte[]> _files = [];

    /// <summary>The files by URL, those uploaded with their names.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Puts a file where it can be downloaded.</summary>
    public void Put(string location, byte[] content) => _files[location] = content;

    /// <inheritdoc/>
    public ITransfer Start(TransferJob job, Action<TransferResult> ended)
    {
        var transfer = new Transfer();
        time.Schedule(
            time.Now + duration,
            () =>
            {
                if (!transfer.Cancelled)
                {
                    ended(Carry(job));
                }
            }
        );
        return transfer;
    }

    private TransferResult Carry(TransferJob job)
    {
        if (job.Request is Upload upload)
        {
            var content = job.Compose!();
            _files[$"{upload.Location.TrimEnd('/')}/{upload.FileName}"] = content;
            return new TransferResult { Outcome = TransferOutcome.Done, Bytes = content.Length };
        }
        return _files.TryGetValue(job.Request.Location, out var file)
            ? new TransferResult
            {
                Outcome = TransferOutcome.Done,
                Bytes = file.Length,
                Sha256 = SHA256.HashData(file),
                FirstBytes = file.AsMemory(0, Math.Min(file.Length, TransferResult.FirstBytesKept)),
            }
            : new TransferResult { Outcome = TransferOutcome.Failed, Detail = "There is no such file." };
    }

    private sealed class Transfer : ITransfer
    {
        public bool Cancelled { get; private set; }

        public void Cancel() => Cancelled = true;
    }
}
