using System.Data.Common;
using System.Diagnostics;
using Csms;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Storage;

namespace Server.Csms.Storage;

// The thread that writes, and what it does when it cannot.
internal sealed partial class CsmsStore
{
    private void Run()
    {
        var writtenAll = Stopwatch.GetTimestamp();
        while (!_stopping.IsSet)
        {
            var everything = Wait() || Stopwatch.GetElapsedTime(writtenAll) > WriteDelay;
            writtenAll = everything ? Stopwatch.GetTimestamp() : writtenAll;
            WriteNoted(everything);
        }
    }

    /// <summary>Waits for something to write; false when sessions are all that is in a hurry.</summary>
    private bool Wait()
    {
        if (_trouble is not null)
        {
            _stopping.Wait(RetryPause);
        }
        else if (!_stopping.IsSet)
        {
            _wake.Wait();
            if (_hurry.Wait(WriteDelay))
            {
                _stopping.Wait(Gather);
            }
        }

        lock (_lock)
        {
            var everything = _everything || !_hurry.IsSet;
            _everything = false;
            _wake.Reset();
            _hurry.Reset();
            if (_next is { } next)
            {
                _held.Add(next);
                _next = null;
            }

            return everything;
        }
    }

    private void WriteNoted(bool everything)
    {
        if (TryWrite(everything))
        {
            _held.ForEach(batch => batch.Kept.TrySetResult());
            _held.Clear();
            if (Pending > 0)
            {
                _wake.Set();
            }

            return;
        }

        foreach (var late in _held.Where(batch => Stopwatch.GetElapsedTime(batch.Since) > AnswersPatience))
        {
            late.Kept.TrySetException(new StoreTroubleException(_trouble!));
        }

        _held.RemoveAll(batch => batch.Kept.Task.IsCompleted);
        lock (_lock)
        {
            // All of it goes with the next attempt.
            _everything = true;
        }
    }

    private bool TryWrite(bool everything)
    {
        // In trouble even nothing is written, to see whether it can be.
        if (_trouble is null && _sessions.Count + (everything ? Others : 0) == 0)
        {
            return true;
        }

        // What is noted is looked at only when it may be written: it may have been discarded by then.
        _mayWrite.Wait();
        try
        {
            var sessions = _sessions.Peek();
            var rest = everything ? new Rest(_chargePoints.Peek(), _registrations.Peek(), _idTags.Peek()) : Rest.None;
            var written = Try(() =>
            {
                _writer ??= new CsmsWriter(_database.Connect());
                _writer.Write(sessions, _central!.LastTransactionId + 1L, rest.Count == 0 ? null : rest.Write);
            });
            if (written)
            {
                _sessions.Written(sessions);
                _chargePoints.Written(rest.ChargePoints);
                _registrations.Written(rest.Registrations);
                _idTags.Written(rest.IdTags);
            }

            return written;
        }
        finally
        {
            _mayWrite.Release();
        }
    }

    private void End()
    {
        _stopping.Set();
        _hurry.Set();
        _wake.Set();
        if (_thread is { IsAlive: true } thread)
        {
            thread.Join();
            Wait();
            WriteNoted(everything: true);
            // Who still waits will hear nothing else.
            _held.ForEach(batch => batch.Kept.TrySetCanceled());
        }

        _writer?.Dispose();
        _writer = null;
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
            _writer?.Dispose();
            _writer = null;
            var problem = e.GetBaseException() is SqliteException error
                ? SqliteTrouble.Of(error)
                : e.GetBaseException().Message;
            // Once, not with every try.
            if (_trouble is null)
            {
                WriteFailed(problem);
            }

            _trouble =
                $"The database of the embedded CSMS cannot be written, {problem}; what waits is written then, and until then "
                + "starts and ends of transactions are not answered.";
            return false;
        }

        if (_trouble is not null)
        {
            _trouble = null;
            WrittenAgain();
        }

        return true;
    }

    [LoggerMessage(LogLevel.Error, "The embedded CSMS could not save its sessions, and will try again: {Problem}")]
    private partial void WriteFailed(string problem);

    [LoggerMessage(LogLevel.Information, "The embedded CSMS can save its sessions again; nothing was lost.")]
    private partial void WrittenAgain();

    /// <summary>What nobody waits for.</summary>
    private sealed record Rest(
        ChargePointRegistration[] ChargePoints,
        OrderedRegistration[] Registrations,
        IdTagChange[] IdTags
    )
    {
        public static readonly Rest None = new([], [], []);

        public int Count => ChargePoints.Length + Registrations.Length + IdTags.Length;

        public void Write(CsmsDb db)
        {
            Replace(db, ChargePoints, keys => db.ChargePoints.Where(c => keys.Contains(c.Id)), c => c.Id, c => c);
            Replace(db, Registrations, keys => db.Registrations.Where(r => keys.Contains(r.Id)), r => r.Id, r => r);
            Replace(
                db,
                IdTags,
                keys => db.IdTags.Where(t => keys.Contains(t.IdTag)),
                change => change.IdTag,
                change => change.Entry
            );
        }

        private static void Replace<TChange, TRow>(
            CsmsDb db,
            TChange[] changes,
            Func<string[], IQueryable<TRow>> saved,
            Func<TChange, string> keyOf,
            Func<TChange, TRow?> rowOf
        )
            where TRow : class
        {
            // Short enough for SQLite's limit of parameters.
            foreach (var batch in changes.Chunk(500))
            {
                saved([.. batch.Select(keyOf)]).ExecuteDelete();
                db.AddRange(batch.Select(rowOf).OfType<TRow>());
            }
        }
    }
}
