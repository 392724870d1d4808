using Server.Roster;

namespace Server.Backup;

/// <summary>Changes by way of the API go through it; a restore closes it, when those under way are done.</summary>
internal sealed class ChangeGate
{
    // A call to a charge point, which may change its password, takes 30 s at the most.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Lock _lock = new();
    private int _under;
    private bool _closed;
    private TaskCompletionSource? _empty;

    /// <summary>Lets a change in until what is returned is disposed of.</summary>
    /// <exception cref="ConflictException">A restore is under way.</exception>
    public IDisposable Enter()
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new ConflictException("A backup is being restored: try again in a moment.");
            }

            _under++;
            return new Pass(this);
        }
    }

    /// <summary>Lets nobody in until what is returned is disposed of, and ends when nobody is in.</summary>
    /// <exception cref="ConflictException">It is closed already, or changes take too long.</exception>
    public async Task<IDisposable> CloseAsync()
    {
        Task empty;
        lock (_lock)
        {
            if (_closed)
            {
                throw new ConflictException("A backup is being restored already: wait until that is done.");
            }

            _closed = true;
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_under == 0)
            {
                _empty.SetResult();
            }

            empty = _empty.Task;
        }

        try
        {
            await empty.WaitAsync(Patience);
            return new Closing(this);
        }
        catch (TimeoutException)
        {
            Open();
            throw new ConflictException("Other changes are under way and take long: try again when they are done.");
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_under == 0)
            {
                _empty?.TrySetResult();
            }
        }
    }

    private void Open()
    {
        lock (_lock)
        {
            (_closed, _empty) = (false, null);
        }
    }

    private sealed class Pass(ChangeGate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                gate.Leave();
            }
        }
    }

    private sealed class Closing(ChangeGate gate) : IDisposable
    {
        public void Dispose() => gate.Open();
    }
}
