using Server.Csms;
using Server.Metrics;

namespace Server.Hosting;

/// <summary>What the process is started with, from the command line, the environment and appsettings.json.</summary>
public sealed record SimulatorSettings
{
    /// <summary>Where API and page listen, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Database and lock; created if missing.</summary>
    public string DataDir { get; init; } = "./simulator-data";

    /// <summary>No demo location on an empty database, but one location called Default.</summary>
    public bool NoDemo { get; init; }

    /// <summary>No embedded CSMS.</summary>
    public bool NoCsms { get; init; }

    /// <summary>Megabytes that a firmware file may have; a larger one is not fetched to its end.</summary>
    public int MaxTransferMb { get; init; } = 100;

    /// <summary>What the logs may have.</summary>
    public LogSettings Logs { get; init; } = new();

    /// <summary>What an import may have.</summary>
    public ImportSettings Import { get; init; } = new();

    /// <summary>What a backup may have that is restored.</summary>
    public BackupSettings Backup { get; init; } = new();

    /// <summary>Where its figures are sent.</summary>
    public OtlpSettings Otlp { get; init; } = new();

    /// <summary>Whom the embedded CSMS admits, and how it answers.</summary>
    public CsmsSettings Csms { get; init; } = new();
}

/// <summary>What the logs may have.</summary>
public sealed record LogSettings
{
    /// <summary>Megabytes of memory for all chargers' logs together; each has its share, 4 KB to 1 MB.</summary>
    public int MemoryMb { get; init; } = 96;

    /// <summary>Megabytes that the files of one location's durable log may have; the oldest go first.</summary>
    public int DurableMb { get; init; } = 1024;
}

/// <summary>What an import may have.</summary>
public sealed record ImportSettings
{
    /// <summary>Megabytes of its file.</summary>
    public int MaxMegabytes { get; init; } = 64;
}

/// <summary>What a backup may have that is restored.</summary>
public sealed record BackupSettings
{
    /// <summary>Megabytes of its file, and of what is in it.</summary>
    public int MaxMegabytes { get; init; } = 1024;
}

/// <summary>The start has failed for a reason that its user can mend: exit code 2.</summary>
public sealed class StartFailureException : Exception
{
    /// <summary>In one line.</summary>
    public StartFailureException(string message, Exception? cause = null)
        : base(message, cause) => Lines = [message.ReplaceLineEndings(" ")];

    /// <summary>A line for each thing to mend.</summary>
    public StartFailureException(IReadOnlyList<string> lines)
        : base(string.Join('\n', lines)) => Lines = lines;

    /// <summary>What to tell the user.</summary>
    public IReadOnlyList<string> Lines { get; }
}
