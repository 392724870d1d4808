using Ocpp;

namespace Simulation.Scenarios;

/// <summary>
/// Runs scenarios in real time, all of them on one task that sleeps until the next of them is due or something happens.
/// </summary>
/// <param name="now">The simulation's present.</param>
public sealed class ScenarioLoop(Func<Instant> now) : IAsyncDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<ScenarioRun> _runs = [];
    private Task _task = Task.CompletedTask;
    private int _signalled;
    private bool _sleeping = true;
    private bool _disposed;

    /// <summary>Has it run from now on.</summary>
    /// <exception cref="ObjectDisposedException">The loop has ended.</exception>
    public void Attach(ScenarioRun run)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            run.Woken = Signal;
            _runs.Add(run);
            if (_sleeping)
            {
                _sleeping = false;
                _task = Task.Run(RunAsync);
            }
        }
        Signal();
    }

    /// <summary>Stops all runs, and ends when they are over.</summary>
    public async ValueTask DisposeAsync()
    {
        Task task;
        lock (_gate)
        {
            _disposed = true;
            _runs.ForEach(run => run.Stop());
            task = _task;
        }
        await task.ConfigureAwait(false);
    }

    private void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
        {
            _wake.Release();
        }
    }

    private async Task RunAsync()
    {
        while (Take() is { Length: > 0 } runs)
        {
            if (Interlocked.Exchange(ref _signalled, 0) != 0)
            {
                _wake.Wait(0);
            }
            var due = Instant.Never;
            foreach (var run in runs)
            {
                Run(run);
                // One that is over is taken out at once, and the loop ends with the last.
                due = Instant.Min(due, run.Running ? run.Due : now());
            }
            // Rounded up, so that a due instant is not looked at a fraction of a millisecond early, over and over.
            var pause = Math.Min(Math.Ceiling((due - now()).TotalMilliseconds), LongestSleep.TotalMilliseconds);
            if (pause > 0)
            {
                await _wake.WaitAsync((int)pause).ConfigureAwait(false);
            }
        }
    }

    private ScenarioRun[] Take()
    {
        lock (_gate)
        {
            _runs.RemoveAll(run => !run.Running);
            _sleeping = _runs.Count == 0;
            return [.. _runs];
        }
    }

    private void Run(ScenarioRun run)
    {
        try
        {
            run.RunUntil(now());
        }
        catch (Exception error)
        {
            run.Abandon(error, now());
        }
    }
}
