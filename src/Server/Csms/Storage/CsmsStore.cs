using System.Data.Common;
using System.Threading.Channels;
using Csms;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Hosting;
using Server.Storage;

namespace Server.Csms.Storage;

/// <summary>
/// Saves what the central system must remember, a second behind it and in one transaction a time: starts and ends of
/// sessions, boots, registrations to answer with and tags. Samples are not saved while a session runs: registers are absolute, so the next one makes
/// up for those of a killed process.
/// </summary>
internal sealed partial class CsmsStore
{
    // A killed process may have given out ids that were not saved: the next life begins above the reserved ones, so this
    // is the widest gap that a kill leaves. None is given out unreserved, however fast they go.
    private const int ReservedTransactionIds = 1_000;
    private const int MaxUnsaved = 100_000;
    private const int KeptSessions = 100_000;
    private const int RestoredSessions = 1_000;
    private static readonly TimeSpan WriteDelay = TimeSpan.FromSeconds(1);

    private readonly Unsaved<long, CsmsSession> _sessions = new(s => s.Number, MaxUnsaved);
    private readonly Unsaved<string, ChargePointRegistration> _chargePoints = new(c => c.Id, MaxUnsaved);
    private readonly Unsaved<string, OrderedRegistration> _registrations = new(r => r.Id, MaxUnsaved);
    private readonly Unsaved<string, IdTagEntry> _idTags = new(
        t => t.IdTag,
        MaxUnsaved,
        StringComparer.OrdinalIgnoreCase
    );
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CsmsDatabase _database;
    private readonly ILogger<CsmsStore> _log;
    private readonly Lock _reserving = new();
    private long _reservedUpTo;
    private volatile bool _failing;

    public CsmsStore(CsmsDatabase database, ILogger<CsmsStore> log)
    {
        _database = database;
        _log = log;
    }

    /// <summary>Brings up a central system that continues where the last one ended.</summary>
    public CentralSystem Open(CentralSystemOptions options)
    {
        _database.Migrate();
        using var db = _database.Open();
        var life = Read(db, Seed.Life, 0) + 1;
        Write(db, Seed.Life, life);
        var central = new CentralSystem(
            options with
            {
                FirstTransactionId = (int)(Read(db, Seed.TransactionId, 1) & int.MaxValue),
                MessageIdPrefix = $"{life}-",
            }
        );
        Forget(db);
        var recent = db.Sessions.Where(s => s.State != SessionState.Open).OrderByDescending(s => s.Number);
        central.Restore(
            db.ChargePoints.AsNoTracking(),
            db.IdTags.AsNoTracking(),
            db.Registrations.AsNoTracking(),
            recent
                .Take(RestoredSessions)
                .AsNoTracking()
                .AsEnumerable()
                .Concat(db.Sessions.AsNoTracking().Where(s => s.State == SessionState.Open))
                .OrderBy(s => s.Number)
        );
        db.SaveChanges();
        if (!Reserve(central.LastTransactionId))
        {
            throw new StartFailureException("The database of the embedded CSMS cannot be written: see the line above.");
        }
        central.SessionChanged = Note;
        central.ChargePointRegistered = Note;
        central.RegistrationSet = Note;
        central.IdTags.Changed = Note;
        return central;
    }

    /// <summary>Writes what is noted until cancelled. What cannot be written stays noted and is tried again.</summary>
    public async Task WriteAsync(CentralSystem central, TimeProvider time, CancellationToken stop)
    {
        while (await _work.Reader.WaitToReadAsync(stop))
        {
            await Task.Delay(WriteDelay, time, stop);
            _work.Reader.TryRead(out _);
            if (!Reserve(central.LastTransactionId) || !TryWrite())
            {
                _work.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Writes everything, running sessions with their last samples included, and gives back reserved ids.</summary>
    public void Close(CentralSystem central)
    {
        foreach (var session in central.Sessions.Where(s => s.State == SessionState.Open))
        {
            _sessions.Note(session);
        }
        TryWrite(db => Write(db, Seed.TransactionId, central.LastTransactionId + 1L));
    }

    private void Note(CsmsSession session)
    {
        if (session is { State: SessionState.Open, SampleCount: > 0 })
        {
            return;
        }
        // Ids of ended sessions may be a charge point's own invention.
        if (session.State == SessionState.Open && session.TransactionId > Volatile.Read(ref _reservedUpTo) && !_failing)
        {
            Reserve(session.TransactionId);
        }
        _sessions.Note(session);
        _work.Writer.TryWrite(true);
    }

    private void Note(ChargePointRegistration chargePoint)
    {
        _chargePoints.Note(chargePoint);
        _work.Writer.TryWrite(true);
    }

    private void Note(OrderedRegistration registration)
    {
        _registrations.Note(registration);
        _work.Writer.TryWrite(true);
    }

    private void Note(IdTagEntry idTag)
    {
        _idTags.Note(idTag);
        _work.Writer.TryWrite(true);
    }

    private bool TryWrite(Action<CsmsDb>? more = null)
    {
        var (sessions, chargePoints, idTags) = (_sessions.Peek(), _chargePoints.Peek(), _idTags.Peek());
        var registrations = _registrations.Peek();
        var written = Try(() =>
        {
            using var db = _database.Open();
            using var transaction = db.Database.BeginTransaction();
            Replace(db, sessions, keys => db.Sessions.Where(s => keys.Contains(s.Number)), s => s.Number);
            Replace(db, chargePoints, keys => db.ChargePoints.Where(c => keys.Contains(c.Id)), c => c.Id);
            Replace(db, registrations, keys => db.Registrations.Where(r => keys.Contains(r.Id)), r => r.Id);
            Replace(db, idTags, keys => db.IdTags.Where(t => keys.Contains(t.IdTag)), t => t.IdTag);
            more?.Invoke(db);
            db.SaveChanges();
            transaction.Commit();
        });
        if (written)
        {
            _sessions.Written(sessions);
            _chargePoints.Written(chargePoints);
            _registrations.Written(registrations);
            _idTags.Written(idTags);
        }
        return written;
    }

    private static void Replace<T, TKey>(CsmsDb db, T[] rows, Func<TKey[], IQueryable<T>> saved, Func<T, TKey> keyOf)
        where T : class
    {
        // Short enough for SQLite's limit of parameters.
        foreach (var batch in rows.Chunk(500))
        {
            saved([.. batch.Select(keyOf)]).ExecuteDelete();
            db.AddRange(batch);
        }
    }

    /// <summary>Ended sessions beyond the newest ones go.</summary>
    private static void Forget(CsmsDb db)
    {
        var newest = db.Sessions.Max(s => (long?)s.Number) ?? 0;
        db.Sessions.Where(s => s.State != SessionState.Open && s.Number <= newest - KeptSessions).ExecuteDelete();
    }

    /// <summary>More transaction ids, in good time before the reserved ones are used up.</summary>
    private bool Reserve(int lastGiven)
    {
        lock (_reserving)
        {
            if (lastGiven + ReservedTransactionIds / 2 <= _reservedUpTo)
            {
                return true;
            }
            var upTo = lastGiven + (long)ReservedTransactionIds;
            var saved = Try(() =>
            {
                using var db = _database.Open();
                Write(db, Seed.TransactionId, upTo + 1);
                db.SaveChanges();
            });
            if (saved)
            {
                Volatile.Write(ref _reservedUpTo, upTo);
            }
            return saved;
        }
    }

    /// <summary>False when the database cannot be written now.</summary>
    private bool Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is DbException or DbUpdateException or IOException)
        {
            // Once, not with every try.
            if (!_failing)
            {
                WriteFailed(
                    e.GetBaseException() is SqliteException error
                        ? SqliteTrouble.Of(error)
                        : e.GetBaseException().Message
                );
            }
            _failing = true;
            return false;
        }
        _failing = false;
        return true;
    }

    private static long Read(CsmsDb db, string name, long unset) => db.Seeds.Find(name)?.Value ?? unset;

    private static void Write(CsmsDb db, string name, long value)
    {
        if (db.Seeds.Find(name) is { } seed)
        {
            seed.Value = value;
        }
        else
        {
            db.Seeds.Add(new Seed { Name = name, Value = value });
        }
    }

    [LoggerMessage(LogLevel.Error, "The embedded CSMS could not save its sessions, and will try again: {Problem}")]
    private partial void WriteFailed(string problem);
}
