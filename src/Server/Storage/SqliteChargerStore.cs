using System.Security.Cryptography;
using ChargePoints;
using Microsoft.Data.Sqlite;
using Simulation;

namespace Server.Storage;

/// <summary>
/// Durable state of chargers, on its way to SQLite: one writer thread commits what all loops have saved in the meantime as
/// one transaction. Energy registers by themselves wait for the next batch, at most <see cref="RegisterLag"/>; everything
/// else is committed at once. A commit that fails is tried again until it succeeds, and until then no ticket advances: what
/// must be on disk before it is on the wire waits.
/// </summary>
internal sealed partial class SqliteChargerStore : IChargerStore, IDisposable
{
    /// <summary>How long a register may be behind on disk while the disk is well.</summary>
    public static readonly TimeSpan RegisterLag = TimeSpan.FromSeconds(2);

    // Loops that save at the same moment share a commit; well within the 20 ms that a frame may be held.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan CallersPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly RunMark _mark;
    private readonly ILogger<SqliteChargerStore> _log;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly ManualResetEventSlim _stopping = new();
    private readonly SemaphoreSlim _mayWrite = new(1);
    private readonly Thread _writer;
    private readonly List<Action> _subscribers = [];
    private PendingChanges _incoming = new();
    private PendingChanges _writing = new();
    private long _ticket;
    private long _durable;
    private bool _urgent;
    private bool _announced;
    private volatile string? _trouble;

    public SqliteChargerStore(Database database, RunMark mark, ILogger<SqliteChargerStore> log)
    {
        _database = database;
        _mark = mark;
        _log = log;
        _writer = new Thread(Write) { Name = "store", IsBackground = true };
        _writer.Start();
    }

    /// <summary>What keeps it from writing; null when all is well.</summary>
    public string? Trouble => _trouble;

    /// <summary>Changes that wait.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _incoming.Count + _writing.Count;
            }
        }
    }

    public long DurableTicket => Volatile.Read(ref _durable);

    public long Save(string chargerId, IReadOnlyList<ChargerChange> changes)
    {
        var lazy = changes is [PartChanged { Part: DurableParts.Registers }];
        lock (_lock)
        {
            _incoming.Add(chargerId, changes, ++_ticket);
            if (!lazy || !_announced)
            {
                _urgent |= !lazy;
                _announced = true;
                _wake.Set();
            }

            return _ticket;
        }
    }

    public void Subscribe(Action advanced)
    {
        lock (_lock)
        {
            _subscribers.Add(advanced);
        }
    }

    /// <summary>For changes that are to be on disk when they are answered: refuses them while nothing can be written.</summary>
    /// <exception cref="StoreTroubleException">Nothing can be written at present.</exception>
    public void RefuseInTrouble()
    {
        if (_trouble is { } trouble)
        {
            throw new StoreTroubleException($"Nothing was changed. {trouble}");
        }
    }

    /// <summary>For changes that begin when all that is saved so far is on disk.</summary>
    /// <exception cref="StoreTroubleException">It does not get there for now.</exception>
    public async Task FlushOrRefuseAsync()
    {
        using var patience = new CancellationTokenSource(CallersPatience);
        try
        {
            await FlushAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StoreTroubleException(
                $"Nothing was changed. {_trouble ?? "The database is slow at present: try again in a moment."}"
            );
        }
    }

    /// <summary>For changes that are on disk before they are answered.</summary>
    /// <exception cref="StoreTroubleException">It does not get there for now.</exception>
    public async Task FlushOrTellAsync(CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(CallersPatience);
        try
        {
            await FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new StoreTroubleException($"It is in force, but not on disk yet. {_trouble}");
        }
    }

    /// <summary>Ends when all that is saved so far is on disk.</summary>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long target;
        lock (_lock)
        {
            target = _ticket;
            if (target <= _durable)
            {
                return;
            }

            _subscribers.Add(Check);
            _urgent = true;
            _wake.Set();
        }

        try
        {
            Check();
            await done.Task.WaitAsync(cancellation);
        }
        finally
        {
            lock (_lock)
            {
                _subscribers.Remove(Check);
            }
        }

        void Check()
        {
            if (DurableTicket >= target)
            {
                done.TrySetResult();
            }
        }
    }

    /// <summary>
    /// Keeps the writer from the database until it is disposed of: for a long transaction of this process, which would
    /// look to it like a database that another program holds. What is saved meanwhile waits.
    /// </summary>
    public IDisposable Pause()
    {
        _mayWrite.Wait();
        return new Paused(_mayWrite);
    }

    /// <summary>The same as <see cref="Pause"/>, for callers that wait.</summary>
    public async Task<IDisposable> PauseAsync()
    {
        await _mayWrite.WaitAsync();
        return new Paused(_mayWrite);
    }

    /// <summary>What waits is of no use any more: all chargers are others now. Only while the writer is paused.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _incoming.Clear();
            _writing.Clear();
        }
    }

    /// <summary>Writes what waits, as far as that works at the first attempt, and ends the writer.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _wake.Set();
        if (_writer.IsAlive)
        {
            _writer.Join();
        }

        _wake.Dispose();
        _stopping.Dispose();
        _mayWrite.Dispose();
    }

    private void Write()
    {
        SqliteConnection? connection = null;
        WriteCommands? commands = null;
        while (true)
        {
            WaitForWork();
            TakeIncoming();
            try
            {
                if (_writing.Count > 0)
                {
                    connection ??= _database.Connect();
                    commands ??= new WriteCommands(connection, _database.Secrets);
                    using (Pause())
                    {
                        commands.Commit(_writing);
                    }
                }

                Succeeded();
            }
            // The key that protects a secret may be one to be made, and the place for it full or taken.
            catch (Exception error)
                when (error is SqliteException or IOException or UnauthorizedAccessException or CryptographicException)
            {
                commands?.Dispose();
                connection?.Dispose();
                (connection, commands) = (null, null);
                Failed(error);
            }

            if (_stopping.IsSet && (_trouble is not null || DurableTicket == Volatile.Read(ref _ticket)))
            {
                commands?.Dispose();
                connection?.Dispose();
                return;
            }
        }
    }

    private void WaitForWork()
    {
        if (_trouble is not null)
        {
            _stopping.Wait(RetryPause);
            return;
        }

        _wake.Wait();
        bool urgent;
        lock (_lock)
        {
            urgent = _urgent;
            _wake.Reset();
        }

        if (!urgent && !_stopping.IsSet)
        {
            // Registers only: wait for company.
            _wake.Wait(RegisterLag);
        }

        _stopping.Wait(Gather);
    }

    private void TakeIncoming()
    {
        lock (_lock)
        {
            // What failed is kept until it is written; new changes gather meanwhile.
            if (_writing.Count == 0)
            {
                (_writing, _incoming) = (_incoming, _writing);
            }

            _urgent = false;
            _announced = _incoming.Count > 0;
            if (!_stopping.IsSet)
            {
                _wake.Reset();
            }
        }
    }

    private void Succeeded()
    {
        Action[] subscribers;
        lock (_lock)
        {
            Volatile.Write(ref _durable, Math.Max(_durable, _writing.Ticket));
            _writing.Clear();
            if (_incoming.Count > 0)
            {
                _announced = true;
                _wake.Set();
            }

            subscribers = [.. _subscribers];
        }

        if (_trouble is not null)
        {
            _trouble = null;
            _mark.TroubleEnds();
            LogRecovered();
        }

        foreach (var advanced in subscribers)
        {
            advanced();
        }
    }

    private void Failed(Exception error)
    {
        var first = _trouble is null;
        _trouble = error is SqliteException sqlite
            ? $"The database cannot be written, {SqliteTrouble.Of(sqlite)}; what waits is written then."
            : "The directory keys beside the database cannot be written or read, and passwords need it "
                + $"({(error.InnerException ?? error).Message}); what waits is written then.";
        if (first)
        {
            _mark.TroubleBegins();
            LogTrouble(_trouble);
        }
        else
        {
            _mark.TroubleGoesOn();
        }
    }

    private sealed class Paused(SemaphoreSlim mayWrite) : IDisposable
    {
        public void Dispose() => mayWrite.Release();
    }

    [LoggerMessage(LogLevel.Error, "{Trouble} Transaction messages are held until then.")]
    private partial void LogTrouble(string trouble);

    [LoggerMessage(LogLevel.Information, "The database can be written again; nothing was lost.")]
    private partial void LogRecovered();
}

/// <summary>The database cannot be written at present; the API answers 503.</summary>
internal sealed class StoreTroubleException(string trouble) : Exception(trouble);
