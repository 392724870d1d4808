using System.Diagnostics;
using Csms;
using Microsoft.EntityFrameworkCore;
using Server.Storage;

namespace Server.Csms.Storage;

/// <summary>
/// Saves what the central system must remember. A start or an end of a session is on the disk before the charge point is
/// answered: one thread writes what has gathered as one transaction. Boots come a second behind, tags and registrations that
/// somebody sets at once. Samples are not saved while a session runs: registers are absolute, so the next one makes up for
/// those of a killed process.
/// </summary>
internal sealed partial class CsmsStore : IDisposable
{
    private const int MaxUnsaved = 100_000;
    private const int KeptSessions = 100_000;
    private const int RestoredSessions = 1_000;

    // Answers that wait at the same moment share a commit.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan WriteDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    // A charge point waits for 30 s, and three times in vain is a transaction lost: sooner than that it loses its link.
    private static readonly TimeSpan AnswersPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallersPatience = TimeSpan.FromSeconds(5);

    private readonly Unsaved<long, CsmsSession> _sessions = new(s => s.Number, MaxUnsaved);
    private readonly Unsaved<string, ChargePointRegistration> _chargePoints = new(c => c.Id, MaxUnsaved);
    private readonly Unsaved<string, OrderedRegistration> _registrations = new(r => r.Id, MaxUnsaved);
    private readonly Unsaved<string, IdTagChange> _idTags = new(
        t => t.IdTag,
        MaxUnsaved,
        StringComparer.OrdinalIgnoreCase
    );
    private readonly CsmsDatabase _database;
    private readonly ILogger<CsmsStore> _log;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly ManualResetEventSlim _hurry = new();
    private readonly ManualResetEventSlim _stopping = new();
    private readonly SemaphoreSlim _mayWrite = new(1);
    private readonly List<Batch> _held = [];
    private Batch? _next;
    private bool _everything;
    private CentralSystem? _central;
    private CsmsWriter? _writer;
    private Thread? _thread;
    private volatile string? _trouble;

    public CsmsStore(CsmsDatabase database, ILogger<CsmsStore> log)
    {
        _database = database;
        _log = log;
    }

    /// <summary>What keeps it from writing; null when all is well.</summary>
    public string? Trouble => _trouble;

    /// <summary>Things that wait to be written.</summary>
    public int Pending => _sessions.Count + Others;

    private int Others => _chargePoints.Count + _registrations.Count + _idTags.Count;

    /// <summary>Brings up a central system that continues where the last one ended.</summary>
    public CentralSystem Open(CentralSystemOptions options)
    {
        _database.Migrate();
        using var db = _database.Open();
        var life = (Read(db, Seed.Life) ?? 0) + 1;
        Raise(db, Seed.Life, life);
        Forget(db);
        var central = new CentralSystem(
            options with
            {
                FirstTransactionId = (int)((Read(db, Seed.TransactionId) ?? 1) & int.MaxValue),
                MessageIdPrefix = $"{life}-",
            }
        );
        central.Restore(
            db.ChargePoints.AsNoTracking(),
            db.IdTags.AsNoTracking(),
            db.Registrations.AsNoTracking(),
            Sessions(db)
        );
        db.SaveChanges();
        central.SessionChanged = Note;
        central.SessionsKept = KeptAsync;
        central.ChargePointRegistered = Note;
        central.RegistrationSet = Note;
        central.IdTags.Changed = Note;
        _central = central;
        return central;
    }

    /// <summary>The sessions that a central system is given back, oldest first.</summary>
    public static IEnumerable<CsmsSession> Sessions(CsmsDb db) =>
        db
            .Sessions.Where(s => s.State != SessionState.Open)
            .OrderByDescending(s => s.Number)
            .Take(RestoredSessions)
            .AsNoTracking()
            .AsEnumerable()
            .Concat(db.Sessions.AsNoTracking().Where(s => s.State == SessionState.Open))
            .OrderBy(s => s.Number);

    /// <summary>A counter; null when it has never counted.</summary>
    public static long? Read(CsmsDb db, string name) => db.Seeds.Find(name)?.Value;

    /// <summary>Sets a counter, unless it is further already.</summary>
    public static void Raise(CsmsDb db, string name, long value)
    {
        if (db.Seeds.Find(name) is { } seed)
        {
            seed.Value = Math.Max(seed.Value, value);
        }
        else
        {
            db.Seeds.Add(new Seed { Name = name, Value = value });
        }
    }

    /// <summary>Begins to write what is noted. What cannot be written stays noted and is tried again.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { Name = "csms-store", IsBackground = true };
        _thread.Start();
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

    /// <summary>For changes that are on disk before they are answered.</summary>
    /// <exception cref="StoreTroubleException">It does not get there for now.</exception>
    public async Task SaveOrTellAsync()
    {
        if (!await TrySaveAsync())
        {
            throw new StoreTroubleException($"It is in force, but not on disk yet. {_trouble}");
        }
    }

    /// <summary>For what begins when all that is noted so far is on disk.</summary>
    /// <exception cref="StoreTroubleException">It does not get there for now.</exception>
    public async Task SaveOrRefuseAsync()
    {
        if (!await TrySaveAsync())
        {
            throw new StoreTroubleException(
                $"Nothing was changed. {_trouble ?? "The database of the embedded CSMS is slow at present: try again in a moment."}"
            );
        }
    }

    private async Task<bool> TrySaveAsync()
    {
        Task kept;
        lock (_lock)
        {
            _everything = true;
            kept = KeptAsync();
        }

        try
        {
            await kept.WaitAsync(CallersPatience);
            return true;
        }
        catch (Exception late) when (late is TimeoutException or StoreTroubleException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Keeps the writer from the database until it is disposed of. What is noted meanwhile waits.</summary>
    public async Task<IDisposable> PauseAsync()
    {
        await _mayWrite.WaitAsync();
        return new Paused(_mayWrite);
    }

    /// <summary>What is noted is of no use any more: the database has other content now. Only while it is paused.</summary>
    public void Discard()
    {
        _sessions.Written(_sessions.Peek());
        _chargePoints.Written(_chargePoints.Peek());
        _registrations.Written(_registrations.Peek());
        _idTags.Written(_idTags.Peek());
    }

    /// <summary>Writes everything, running sessions with their last samples included, and ends.</summary>
    public void Close()
    {
        foreach (var session in _central?.Sessions.Where(s => s.State == SessionState.Open) ?? [])
        {
            _sessions.Note(session);
        }

        End();
    }

    public void Dispose()
    {
        End();
        _wake.Dispose();
        _hurry.Dispose();
        _stopping.Dispose();
        _mayWrite.Dispose();
    }

    /// <summary>Ends when the sessions noted so far are on disk; fails when they do not get there for a while.</summary>
    private Task KeptAsync()
    {
        lock (_lock)
        {
            if (_sessions.IsFull)
            {
                // Which of them are noted is not known. Whoever asks again tells of its session again.
                return Task.FromException(new StoreTroubleException("Too many sessions wait to be saved."));
            }

            _next ??= new Batch(Stopwatch.GetTimestamp());
            _hurry.Set();
            _wake.Set();
            return _next.Kept.Task;
        }
    }

    private void Note(CsmsSession session)
    {
        if (session is not { State: SessionState.Open, SampleCount: > 0 })
        {
            _sessions.Note(session);
            _wake.Set();
        }
    }

    private void Note(ChargePointRegistration chargePoint)
    {
        _chargePoints.Note(chargePoint);
        _wake.Set();
    }

    private void Note(OrderedRegistration registration)
    {
        _registrations.Note(registration);
        _wake.Set();
    }

    private void Note(IdTagChange idTag)
    {
        _idTags.Note(idTag);
        _wake.Set();
    }

    /// <summary>Ended sessions beyond the newest ones go.</summary>
    private static void Forget(CsmsDb db)
    {
        var newest = db.Sessions.Max(s => (long?)s.Number) ?? 0;
        db.Sessions.Where(s => s.State != SessionState.Open && s.Number <= newest - KeptSessions).ExecuteDelete();
    }

    /// <summary>What shares a commit, and since when it waits.</summary>
    private sealed record Batch(long Since)
    {
        public TaskCompletionSource Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Paused(SemaphoreSlim mayWrite) : IDisposable
    {
        public void Dispose() => mayWrite.Release();
    }
}
