using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Hosting;
using Server.Storage;

namespace Server.Csms.Storage;

/// <summary>The SQLite file of the central system: how it is opened and brought up to date.</summary>
internal sealed class CsmsDatabase
{
    // Another process that looks at the file (a backup, a shell) may hold it for a moment.
    private const int BusySeconds = 5;

    private readonly DbContextOptions<CsmsDb> _options;

    public CsmsDatabase(CsmsSettings settings)
        : this(PathIn(settings.DataDirectory)) { }

    public CsmsDatabase(string path, bool pooling = true)
    {
        FilePath = path;
        _options = new DbContextOptionsBuilder<CsmsDb>()
            .UseSqlite($"Data Source={path};Pooling={pooling};Default Timeout={BusySeconds}")
            .Options;
    }

    /// <summary>Where it is.</summary>
    public string FilePath { get; }

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "csms.db");

    public CsmsDb Open() => new(_options);

    /// <summary>A connection of one's own, for prepared statements of a caller that tries again by itself.</summary>
    public SqliteConnection Connect() => Schema.Connect(FilePath);

    /// <summary>Creates the database or brings it up to date.</summary>
    /// <exception cref="StartFailureException">It is of a later version, no database, or cannot be written.</exception>
    public void Migrate() => Schema.BringUpToDate(FilePath, Open);
}
