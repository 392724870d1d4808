namespace Simulation.Transport;

/// <summary>
/// Lets so many links of a shard connect at the same time; the others wait their turn in order. Its queue is bounded by
/// the shard's chargers, each of which waits once at most.
/// </summary>
internal sealed class ConnectGate(int places)
{
    private readonly Queue<ChargerLink> _waiting = new();
    private int _free = places;

    /// <summary>Takes a place; false when there is none, and the link is told when its turn comes.</summary>
    public bool TryEnter(ChargerLink link)
    {
        if (_free > 0)
        {
            _free--;
            return true;
        }
        _waiting.Enqueue(link);
        return false;
    }

    /// <summary>Gives a place back, or on to the next that still wants it.</summary>
    public void Leave()
    {
        while (_waiting.TryDequeue(out var next))
        {
            if (next.TakeTurn())
            {
                return;
            }
        }
        _free++;
    }
}
