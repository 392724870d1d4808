using Ocpp;

namespace Simulation;

/// <summary>
/// Real time for one shard: a thread that steps what has arrived and what is due, and sleeps until the next of either.
/// </summary>
internal sealed class EventLoop : IShardHost, IDisposable
{
    private readonly SimulationClock _clock;
    private readonly Lock _sleep = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private int _signalled;
    private volatile bool _ended;

    public EventLoop(SimulationClock clock, string name, Func<IShardHost, FleetShard> shard)
    {
        _clock = clock;
        Shard = shard(this);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    public FleetShard Shard { get; }

    public Instant Now => _clock.Now;

    public void Signal()
    {
        // One wake-up for all that arrives before the loop looks again.
        if (Interlocked.Exchange(ref _signalled, 1) != 0)
        {
            return;
        }
        try
        {
            try
            {
                _wake.Set();
            }
            catch (ObjectDisposedException)
            {
                // The loop has ended; a store may still report what it has saved.
            }
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended; a link or the store had not heard of it yet.
        }
    }

    /// <summary>Ends the thread and handles what has arrived until then; what is posted later is turned away.</summary>
    public void Dispose()
    {
        lock (_sleep)
        {
            if (_ended)
            {
                return;
            }
            _ended = true;
        }
        Shard.End();
        _wake.Set();
        _thread.Join();
        Shard.RunUntil(_clock.Now);
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_ended)
        {
            Volatile.Write(ref _signalled, 0);
            Shard.RunUntil(_clock.Now);
            var pause = Shard.NextDue - _clock.Now;
            if (pause > TimeSpan.Zero && Volatile.Read(ref _signalled) == 0)
            {
                // Rounded up, so that a due instant is not looked at a fraction of a millisecond early, over and over.
                _wake.WaitOne((int)Math.Min(Math.Ceiling(pause.TotalMilliseconds), 60_000));
            }
        }
    }
}
