using System.Collections.Concurrent;
using ChargePoints;
using Simulation.Transfers;

namespace Simulation.Tests.Transfers;

/// <summary>Few transfers at a time, the others in their turn, and giving up.</summary>
public sealed class TurnTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_more_run_than_may_and_all_have_their_turn()
    {
        int now = 0,
            most = 0;
        await using var server = await FileServer.StartAsync(async it =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Yield();
            await it.Response.Body.WriteAsync(new byte[10]);
            Interlocked.Decrement(ref now);
        });
        using var transfers = new FileTransfers(new TransferOptions { Concurrency = 3 });

        var results = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => transfers.DownloadAsync(server.Url($"/{i}")))
        );

        results.ShouldAllBe(result => result.Outcome == TransferOutcome.Done);
        most.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task What_the_queue_does_not_hold_fails_at_once()
    {
        var go = new TaskCompletionSource();
        await using var server = await FileServer.StartAsync(_ => go.Task);
        using var transfers = new FileTransfers(new TransferOptions { Concurrency = 1, MaxWaiting = 1 });
        var first = transfers.DownloadAsync(server.Url("/1"));
        var second = transfers.DownloadAsync(server.Url("/2"));

        var third = await transfers.DownloadAsync(server.Url("/3"));
        go.SetResult();

        third.Outcome.ShouldBe(TransferOutcome.Failed);
        third.Detail.ShouldBe("Too many transfers are waiting.");
        (await first).Outcome.ShouldBe(TransferOutcome.Done);
        (await second).Outcome.ShouldBe(TransferOutcome.Done);
    }

    [Fact]
    public async Task A_transfer_given_up_ends_at_the_server_and_tells_nothing()
    {
        var begun = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using var server = await FileServer.StartAsync(async it =>
        {
            it.RequestAborted.Register(() => left.TrySetResult());
            begun.TrySetResult();
            await left.Task;
        });
        using var transfers = new FileTransfers(new TransferOptions { Concurrency = 1 });
        var told = new ConcurrentQueue<TransferResult>();
        var transfer = transfers.Start(new TransferJob(new Download(server.Url("/1")), null, null), told.Enqueue);
        await begun.Task.WaitAsync(Limit);

        transfer.Cancel();
        await left.Task.WaitAsync(Limit);

        // The next one has its turn only after the first has gone.
        (await transfers.DownloadAsync(server.Url("/2"))).Outcome.ShouldBe(TransferOutcome.Done);
        told.ShouldBeEmpty();
        transfer.Cancel();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
            {
                return;
            }
        }
    }
}
