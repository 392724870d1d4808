using Ocpp;

namespace Csms;

/// <summary>
/// When calls to charge points time out. An answered call is not taken out: it is found answered when its time comes.
/// </summary>
internal sealed class DueCalls
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<CsmsConnection, long> _queue = new();

    public Instant Next
    {
        get
        {
            lock (_gate)
            {
                return _queue.TryPeek(out _, out var ticks) ? new Instant(ticks) : Instant.Never;
            }
        }
    }

    /// <summary>True when it is due before all others.</summary>
    public bool Add(CsmsConnection connection, Instant due)
    {
        lock (_gate)
        {
            var first = !_queue.TryPeek(out _, out var ticks) || due.Ticks < ticks;
            _queue.Enqueue(connection, due.Ticks);
            return first;
        }
    }

    public bool TryTake(Instant now, out CsmsConnection connection)
    {
        lock (_gate)
        {
            if (_queue.TryPeek(out connection!, out var due) && due <= now.Ticks)
            {
                _queue.Dequeue();
                return true;
            }
            return false;
        }
    }
}
