namespace Server.Tests.Kill;

/// <summary>A charger that charges, as last seen by the one worker that uses it.</summary>
internal sealed class Charge
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _started = [];
    private readonly HashSet<int> _stopping = [];
    private readonly HashSet<int> _stopped = [];

    /// <summary>The transaction id that runs.</summary>
    public int? Transaction { get; private set; }

    /// <summary>The car was told to leave.</summary>
    public bool Leaving { get; set; }

    /// <summary>It has left.</summary>
    public bool EndsWithThePower { get; set; }

    public void Seen(int? transaction, bool allAnswered)
    {
        lock (_lock)
        {
            Transaction = transaction;
            if (transaction is { } id)
            {
                // The CSMS has answered its StartTransaction.
                _started.Add(id);
            }
            else if (allAnswered)
            {
                _stopped.UnionWith(_stopping);
            }
        }
    }

    public void Stops(int id)
    {
        lock (_lock)
        {
            _stopping.Add(id);
        }
    }

    public bool Stopping(int id)
    {
        lock (_lock)
        {
            return _stopping.Contains(id);
        }
    }

    /// <summary>What the CSMS has answered by now.</summary>
    public Answered Answered()
    {
        lock (_lock)
        {
            return new([.. _started], [.. _stopped]);
        }
    }
}

/// <summary>What a charger knows of its CSMS.</summary>
/// <param name="Started">Transactions whose start was answered.</param>
/// <param name="Stopped">Transactions whose end was answered.</param>
internal sealed record Answered(HashSet<int> Started, HashSet<int> Stopped);
