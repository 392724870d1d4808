using System.Data.Common;
using Csms;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Server.Csms.Storage;

/// <summary>
/// Writes what <see cref="CsmsStore"/> has noted, on a connection of its own. Sessions, which charge points wait for, go by a
/// statement that is prepared once; the rest, which comes a second behind, by the context.
/// </summary>
internal sealed class CsmsWriter : IDisposable
{
    private static readonly string[] Columns =
    [
        nameof(CsmsSession.Number),
        nameof(CsmsSession.TransactionId),
        nameof(CsmsSession.ChargePointId),
        nameof(CsmsSession.ConnectorId),
        nameof(CsmsSession.IdTag),
        nameof(CsmsSession.Authorization),
        nameof(CsmsSession.StartedAt),
        nameof(CsmsSession.MeterStartWh),
        nameof(CsmsSession.ReservationId),
        nameof(CsmsSession.StartMessageId),
        nameof(CsmsSession.State),
        nameof(CsmsSession.StoppedAt),
        nameof(CsmsSession.MeterStopWh),
        nameof(CsmsSession.Reason),
        nameof(CsmsSession.SampledAt),
        nameof(CsmsSession.RegisterWh),
        nameof(CsmsSession.PowerW),
        nameof(CsmsSession.SocPercent),
        nameof(CsmsSession.SampleCount),
    ];

    private static readonly Func<object?, object?> Binary = new DateTimeOffsetToBinaryConverter().ConvertToProvider;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _setSession;
    private readonly SqliteCommand _setSeed;
    private readonly DbContextOptions<CsmsDb> _options;

    public CsmsWriter(SqliteConnection connection)
    {
        _connection = connection;
        _options = new DbContextOptionsBuilder<CsmsDb>().UseSqlite(connection).Options;
        _setSession = Prepare(
            $"INSERT OR REPLACE INTO Sessions ({string.Join(", ", Columns)}) "
                + $"VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i}"))})",
            Columns.Length
        );
        _setSeed = Prepare("INSERT OR REPLACE INTO Seeds (Name, Value) VALUES ($0, $1)", 2);
    }

    /// <summary>Writes it in one transaction.</summary>
    /// <param name="sessions">Sessions.</param>
    /// <param name="nextTransactionId">The first transaction id of the next life.</param>
    /// <param name="rest">Writes the rest; null for nothing.</param>
    public void Write(IReadOnlyCollection<CsmsSession> sessions, long nextTransactionId, Action<CsmsDb>? rest)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var session in sessions)
        {
            Write(session, transaction);
        }

        Run(_setSeed, transaction, Seed.TransactionId, nextTransactionId);
        if (rest is not null)
        {
            using var db = new CsmsDb(_options);
            db.Database.UseTransaction((DbTransaction)transaction);
            rest(db);
            db.SaveChanges();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _setSession.Dispose();
        _setSeed.Dispose();
        _connection.Dispose();
    }

    private void Write(CsmsSession session, SqliteTransaction transaction) =>
        Run(
            _setSession,
            transaction,
            session.Number,
            session.TransactionId,
            session.ChargePointId,
            session.ConnectorId,
            session.IdTag,
            session.Authorization?.ToString(),
            Binary(session.StartedAt),
            session.MeterStartWh,
            session.ReservationId,
            session.StartMessageId,
            session.State.ToString(),
            Binary(session.StoppedAt),
            session.MeterStopWh,
            session.Reason?.ToString(),
            Binary(session.SampledAt),
            session.RegisterWh,
            session.PowerW,
            session.SocPercent,
            session.SampleCount
        );

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
