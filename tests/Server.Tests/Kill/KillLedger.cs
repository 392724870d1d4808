namespace Server.Tests.Kill;

/// <summary>
/// What a process has acknowledged, thing by thing, and what was under way when it was killed: after a restart each thing is
/// as acknowledged, or as what was under way would have made it. Nothing between, nothing else.
/// </summary>
internal sealed class KillLedger(int killAfter)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string?> _known = [];
    private readonly Dictionary<string, string?> _underWay = [];
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _acknowledged;

    /// <summary>As many changes are acknowledged as this life may have: it is time for the kill.</summary>
    public Task Enough => _enough.Task;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Takes over what an earlier life has left, as it was found.</summary>
    public void Found(IEnumerable<KeyValuePair<string, string?>> things)
    {
        foreach (var (thing, value) in things)
        {
            _known[thing] = value;
        }
    }

    /// <summary>Makes a change of one thing; null is one that is not there.</summary>
    /// <returns>True when it was acknowledged, false when it was refused.</returns>
    public async Task<bool> ChangeAsync(string thing, string? value, Func<Task<int>> change)
    {
        lock (_lock)
        {
            _underWay.Add(thing, value);
        }

        // A kill in between leaves it under way.
        var status = await change();
        lock (_lock)
        {
            _underWay.Remove(thing);
            if (status is < 200 or > 299)
            {
                status.ShouldBe(409);
                return false;
            }

            _known[thing] = value;
            if (++_acknowledged == killAfter)
            {
                _enough.SetResult();
            }

            return true;
        }
    }

    /// <summary>What was acknowledged of a thing.</summary>
    public string? Known(string thing)
    {
        lock (_lock)
        {
            return _known.GetValueOrDefault(thing);
        }
    }

    /// <summary>Everything that there should be is as found; gives it as found.</summary>
    public Dictionary<string, string?> Check(IReadOnlyDictionary<string, string> found)
    {
        var asFound = new Dictionary<string, string?>();
        foreach (var thing in _known.Keys.Union(_underWay.Keys).Union(found.Keys))
        {
            var actual = found.GetValueOrDefault(thing);
            var known = _known.GetValueOrDefault(thing);
            if (_underWay.TryGetValue(thing, out var wanted))
            {
                actual.ShouldBeOneOf([known, wanted], $"{thing} was {known}, and to become {wanted}");
            }
            else
            {
                actual.ShouldBe(known, thing);
            }

            asFound[thing] = actual;
        }

        return asFound;
    }
}
