using Microsoft.Data.Sqlite;

namespace Server.Tests;

/// <summary>
/// A disk without space, as far as some tables go: SQLite itself says SQLITE_FULL to whoever writes a row of them. (A counter
/// that has come to its end is what SQLite calls full besides a disk.)
/// </summary>
internal sealed class FullDisk : IDisposable
{
    private readonly SqliteConnection _connection;
    private string[] _tables = [];

    private FullDisk(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=30");
        _connection.Open();
    }

    public static FullDisk Of(string path, params string[] tables)
    {
        var full = new FullDisk(path);
        var triggers = tables.SelectMany(
            table => (string[])["INSERT", "UPDATE", "DELETE"],
            (table, change) =>
                $"CREATE TRIGGER no_space_{table}_{change} BEFORE {change} ON {table} BEGIN INSERT INTO no_space VALUES (NULL); END;"
        );
        full.Run(
            "CREATE TABLE no_space (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO no_space VALUES (9223372036854775807); "
                + string.Concat(triggers)
        );
        full._tables = tables;
        return full;
    }

    /// <summary>There is space again.</summary>
    public void Free()
    {
        foreach (var table in _tables)
        {
            foreach (var change in (string[])["INSERT", "UPDATE", "DELETE"])
            {
                Run($"DROP TRIGGER no_space_{table}_{change}");
            }
        }

        Run("DROP TABLE IF EXISTS no_space");
        _tables = [];
    }

    public void Dispose()
    {
        Free();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
