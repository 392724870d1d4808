using Microsoft.Data.Sqlite;

namespace Server.Backup;

/// <summary>Whole databases, copied and looked at.</summary>
internal static class SqliteFiles
{
    // Another process that looks at the file may hold it for a moment.
    private const int BusyMilliseconds = 5_000;

    /// <summary>Makes one database what another is, with what nobody else sees half done (SQLite's online backup).</summary>
    /// <exception cref="SqliteException">It cannot be read, or not be written; the target is as before.</exception>
    public static void Copy(string from, string to)
    {
        using var source = Open(from, SqliteOpenMode.ReadWrite);
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
    }

    /// <summary>Makes a single file of a database that nobody uses.</summary>
    public static void MakeWhole(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadWrite);
        Ask(database, "PRAGMA journal_mode=DELETE");
    }

    /// <summary>Gives a database that nobody uses the page size of another, without which the one cannot become the other.</summary>
    public static void TakePageSize(string path, string of)
    {
        string size;
        using (var other = Open(of, SqliteOpenMode.ReadWrite))
        {
            size = Ask(other, "PRAGMA page_size")[0];
        }

        using var database = Open(path, SqliteOpenMode.ReadWrite);
        if (Ask(database, "PRAGMA page_size")[0] != size)
        {
            Ask(database, "PRAGMA journal_mode=DELETE");
            Ask(database, $"PRAGMA page_size={size}");
            Ask(database, "VACUUM");
        }
    }

    /// <summary>What is wrong with a file as a database; null when all is well.</summary>
    public static string? Problem(string path)
    {
        try
        {
            using var database = Open(path, SqliteOpenMode.ReadWrite);
            Ask(database, "PRAGMA trusted_schema=OFF");
            if (Ask(database, "PRAGMA integrity_check(1)") is var found && found is not ["ok"])
            {
                return $"is damaged ({string.Join("; ", found)})";
            }

            if (Ask(database, "PRAGMA foreign_key_check").Count > 0)
            {
                return "has rows that belong to none";
            }

            return
                Ask(database, "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')") is [var foreign, ..]
                ? $"has what the simulator does not make ({foreign})"
                : null;
        }
        catch (SqliteException error)
        {
            return $"is no SQLite database, or a damaged one ({error.Message.TrimEnd('.')})";
        }
    }

    /// <summary>The migrations that made its schema.</summary>
    public static IReadOnlyList<string> Migrations(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadWrite);
        return Ask(database, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY 1");
    }

    /// <summary>The tables of a database with their columns, one line each.</summary>
    public static IReadOnlyList<string> Columns(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadWrite);
        return Ask(
            database,
            """
            SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
            FROM sqlite_schema t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\'
            ORDER BY 1
            """
        );
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            Ask(connection, $"PRAGMA busy_timeout={BusyMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static List<string> Ask(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetValue(0).ToString() ?? "");
        }

        return rows;
    }
}
