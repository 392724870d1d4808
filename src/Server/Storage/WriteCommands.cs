using ChargePoints;
using Microsoft.Data.Sqlite;

namespace Server.Storage;

/// <summary>The statements of <see cref="SqliteChargerStore"/>, prepared once.</summary>
internal sealed class WriteCommands : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Secrets _secrets;
    private readonly SqliteCommand _setPart;
    private readonly SqliteCommand _setMessage;
    private readonly SqliteCommand _removeMessage;

    public WriteCommands(SqliteConnection connection, Secrets secrets)
    {
        _connection = connection;
        _secrets = secrets;
        // A charger that has just been deleted takes nothing along: its late changes fall away.
        _setPart = Prepare(
            """
            INSERT INTO charger_parts (charger_id, part, value)
            SELECT id, $part, $value FROM chargers WHERE id = $charger_id
            ON CONFLICT (charger_id, part) DO UPDATE SET value = excluded.value
            """,
            "$charger_id",
            "$part",
            "$value"
        );
        _setMessage = Prepare(
            """
            INSERT INTO queued_messages
                (charger_id, sequence, message_id, action, payload, transaction_key, transaction_id_pending, attempts)
            SELECT id, $sequence, $message_id, $action, $payload, $transaction_key, $transaction_id_pending, $attempts
            FROM chargers WHERE id = $charger_id
            ON CONFLICT (charger_id, sequence) DO UPDATE SET
                payload = excluded.payload,
                transaction_id_pending = excluded.transaction_id_pending,
                attempts = excluded.attempts
            """,
            "$charger_id",
            "$sequence",
            "$message_id",
            "$action",
            "$payload",
            "$transaction_key",
            "$transaction_id_pending",
            "$attempts"
        );
        _removeMessage = Prepare(
            "DELETE FROM queued_messages WHERE charger_id = $charger_id AND sequence = $sequence",
            "$charger_id",
            "$sequence"
        );
    }

    public void Commit(PendingChanges changes)
    {
        using var transaction = _connection.BeginTransaction();
        Write(changes, transaction);
        transaction.Commit();
    }

    /// <summary>Writes changes as part of a transaction.</summary>
    public void Write(PendingChanges changes, SqliteTransaction transaction)
    {
        foreach (var (chargerId, part, value) in changes.Parts)
        {
            var written = Secrets.Covers(part) ? _secrets.Protect(value) : value;
            Run(_setPart, transaction, chargerId, (int)part, written);
        }

        foreach (var (chargerId, sequence, message) in changes.Messages)
        {
            if (message is null)
            {
                Run(_removeMessage, transaction, chargerId, sequence);
            }
            else
            {
                Run(
                    _setMessage,
                    transaction,
                    chargerId,
                    sequence,
                    message.MessageId,
                    message.Action,
                    message.Payload,
                    message.TransactionKey,
                    message.TransactionIdPending,
                    message.Attempts
                );
            }
        }
    }

    public void Dispose()
    {
        _setPart.Dispose();
        _setMessage.Dispose();
        _removeMessage.Dispose();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
