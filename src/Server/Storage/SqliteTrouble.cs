using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Server.Storage;

/// <summary>Why SQLite refuses, and what to mend.</summary>
internal static class SqliteTrouble
{
    /// <summary>One sentence without its full stop.</summary>
    public static string Of(SqliteException error) =>
        error.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "the disk is full: free some space",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds the database locked: close it",
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT =>
                "it is no SQLite database, or a broken one: put a whole copy in its place, or move it away",
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
                "this user may not write there: give it the right to",
            raw.SQLITE_IOERR =>
                "its disk refuses, full, over a quota or broken: free some space, or move the database to another",
            var code => $"SQLite answers with error {code}",
        };
}
