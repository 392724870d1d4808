namespace Server.Backup;

/// <summary>What a backup says of itself: <c>manifest.json</c> in it.</summary>
public sealed record BackupManifest
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its name in the archive.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format of the archive; 1.</summary>
    public required int Format { get; init; }

    /// <summary>Version of the simulator that made it.</summary>
    public required string Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The databases in it.</summary>
    public required IReadOnlyList<BackupDatabase> Databases { get; init; }
}

/// <summary>A database in a backup.</summary>
public sealed record BackupDatabase
{
    /// <summary>Its name in the archive.</summary>
    public required string File { get; init; }

    /// <summary>The migrations that made its schema.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }
}
