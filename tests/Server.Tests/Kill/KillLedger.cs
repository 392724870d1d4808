namespace Server.Tests.Kill;

/// <summary>
/// What a process was told and has acknowledged, thing by thing and in order. At any instant each thing must be on the disk as
/// last acknowledged, or as one of the changes since then would have made it; nothing between, nothing else.
/// </summary>
internal sealed class KillLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Thing> _things = [];
    private int _acknowledged;
    private (int Count, TaskCompletionSource Reached)? _awaited;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Complete when so many more changes are acknowledged.</summary>
    public Task AfterAsync(int more)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = (_acknowledged + more, reached);
            return reached.Task;
        }
    }

    /// <summary>Makes a change of one thing; null is one that is not there. Nobody else changes that thing meanwhile.</summary>
    /// <returns>True when it was acknowledged, false when it was refused.</returns>
    public async Task<bool> ChangeAsync(string thing, string? value, Func<Task<int>> change)
    {
        lock (_lock)
        {
            if (!_things.TryGetValue(thing, out var told))
            {
                _things[thing] = told = new Thing([null]);
            }

            told.Values.Add(value);
        }

        // A kill in between leaves it under way.
        var status = await change();
        lock (_lock)
        {
            var told = _things[thing];
            if (status is < 200 or > 299)
            {
                status.ShouldBe(409, thing);
                told.Values.RemoveAt(told.Values.Count - 1);
                return false;
            }

            told.Known = told.Values.Count - 1;
            _acknowledged++;
            if (_awaited is { } awaited && _acknowledged >= awaited.Count)
            {
                awaited.Reached.TrySetResult();
            }

            return true;
        }
    }

    /// <summary>What is acknowledged by now, for a later <see cref="Check"/>.</summary>
    public Dictionary<string, int> Mark()
    {
        lock (_lock)
        {
            return _things.ToDictionary(thing => thing.Key, thing => thing.Value.Known);
        }
    }

    /// <summary>Everything is there that was acknowledged at a mark.</summary>
    public void Check(IReadOnlyDictionary<string, string> found, Dictionary<string, int> mark)
    {
        lock (_lock)
        {
            foreach (var name in _things.Keys.Union(found.Keys))
            {
                var told = _things.GetValueOrDefault(name)?.Values ?? [null];
                var possible = told.Skip(mark.GetValueOrDefault(name));
                possible.ShouldContain(found.GetValueOrDefault(name), name);
            }
        }
    }

    /// <summary>The next life begins with what was found.</summary>
    public void Continue(IReadOnlyDictionary<string, string> found)
    {
        lock (_lock)
        {
            _things.Clear();
            foreach (var (name, value) in found)
            {
                _things[name] = new Thing([value]);
            }
        }
    }

    /// <summary>All that a thing was to be, in order.</summary>
    private sealed class Thing(List<string?> values)
    {
        public List<string?> Values { get; } = values;

        /// <summary>The index of the one last acknowledged.</summary>
        public int Known { get; set; }
    }
}
