using Microsoft.Data.Sqlite;

namespace Server.Tests;

/// <summary>
/// A disk without space, as far as one table goes: SQLite itself says SQLITE_FULL to whoever writes a row of it. (A counter
/// that has come to its end is what SQLite calls full besides a disk.)
/// </summary>
internal sealed class FullDisk : IDisposable
{
    private readonly SqliteConnection _connection;

    private FullDisk(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=30");
        _connection.Open();
    }

    public static FullDisk Of(string path, string table)
    {
        var full = new FullDisk(path);
        full.Run(
            $"""
            CREATE TABLE no_space (id INTEGER PRIMARY KEY AUTOINCREMENT);
            INSERT INTO no_space VALUES (9223372036854775807);
            CREATE TRIGGER no_space_inserted BEFORE INSERT ON {table} BEGIN INSERT INTO no_space VALUES (NULL); END;
            """
        );
        return full;
    }

    /// <summary>There is space again.</summary>
    public void Free() => Run("DROP TRIGGER IF EXISTS no_space_inserted; DROP TABLE IF EXISTS no_space;");

    public void Dispose() => _connection.Dispose();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
