using ChargePoints;
using Simulation.Transfers;

namespace Simulation.Tests.Transfers;

/// <summary>Transfers, and what becomes of them, in the words of the tests.</summary>
internal static class Transferring
{
    // An upper bound for slow machines; nothing waits for it to pass.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<TransferResult> DownloadAsync(this FileTransfers transfers, string location) =>
        transfers.RunAsync(new TransferJob(new Download(location), null, null));

    public static Task<TransferResult> UploadAsync(
        this FileTransfers transfers,
        string location,
        byte[] content,
        string fileName = "CP1-diagnostics.txt"
    ) =>
        transfers.RunAsync(
            new TransferJob(new Upload(location, fileName, UploadContent.Diagnostics, null, null), () => content, null)
        );

    public static Task<TransferResult> RunAsync(this FileTransfers transfers, TransferJob job)
    {
        var ended = new TaskCompletionSource<TransferResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        transfers.Start(job, result => ended.SetResult(result));
        return ended.Task.WaitAsync(Limit);
    }

    /// <summary>Does nothing until the client has left, or the test is over.</summary>
    public static async Task UntilLeftAsync(CancellationToken left)
    {
        var gone = new TaskCompletionSource();
        await using var registration = left.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    public static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 % 251))];
}
