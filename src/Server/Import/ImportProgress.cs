using System.Text.Json.Serialization;

namespace Server.Import;

/// <summary>Where an import is.</summary>
public enum ImportPhase
{
    /// <summary>The file is read, and each item checked; done and total are bytes.</summary>
    [JsonStringEnumMemberName("reading")]
    Reading,

    /// <summary>Chargers that change are stopped in an orderly way; done and total are chargers.</summary>
    [JsonStringEnumMemberName("checking")]
    Checking,

    /// <summary>It is written to the database; done and total are items.</summary>
    [JsonStringEnumMemberName("saving")]
    Saving,

    /// <summary>What is new and changed is put into the fleet; done and total are items.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    /// <summary>All of it is there.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Nothing was changed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>The import or bulk creation that is under way, for those who watch it. Only one at a time writes.</summary>
internal sealed class ImportProgress : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private (long Version, ImportPhase Phase, long Done, long? Total) _state;
    private bool _writes;

    /// <summary>The last that was reported; version 0 for nothing yet.</summary>
    public (long Version, ImportPhase Phase, long Done, long? Total) Last
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>A file is being read. While another is written, that one is what is told of.</summary>
    public void Reading(long done, long? total)
    {
        lock (_lock)
        {
            if (!_writes)
            {
                _state = (_state.Version + 1, ImportPhase.Reading, done, total);
            }
        }
    }

    public void Report(ImportPhase phase, int done, int total)
    {
        lock (_lock)
        {
            _state = (_state.Version + 1, phase, done, total);
        }
    }

    /// <summary>A file that was read is not written.</summary>
    public void Refused()
    {
        lock (_lock)
        {
            if (!_writes)
            {
                _state = _state with { Version = _state.Version + 1, Phase = ImportPhase.Failed };
            }
        }
    }

    /// <summary>Writes, when it is its turn.</summary>
    public async Task WriteAsync(Func<Task> write)
    {
        await _turn.WaitAsync();
        try
        {
            lock (_lock)
            {
                _writes = true;
            }

            await write();
            End(ImportPhase.Done);
        }
        catch
        {
            End(ImportPhase.Failed);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private void End(ImportPhase phase)
    {
        lock (_lock)
        {
            _writes = false;
            _state = _state with { Version = _state.Version + 1, Phase = phase };
        }
    }
}
