using System.Text.Json.Serialization;

namespace Server.Health;

/// <summary>How the process is.</summary>
public sealed record HealthReport
{
    /// <summary>ok, or degraded when something keeps it from doing its work; see storage and csmsStorage.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>Version of the simulator.</summary>
    public required string Version { get; init; }

    /// <summary>Time since the process started.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>The state of the database.</summary>
    public required StorageHealth Storage { get; init; }

    /// <summary>The state of the embedded CSMS's database; null where it is not hosted.</summary>
    public required StorageHealth? CsmsStorage { get; init; }
}

/// <summary>The state of the database.</summary>
public sealed record StorageHealth
{
    /// <summary>ok, or degraded while writes fail and are retried.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>What is wrong and what to do; null when all is well.</summary>
    public required string? Detail { get; init; }

    /// <summary>Writes that wait.</summary>
    public required int PendingWrites { get; init; }
}

/// <summary>ok or degraded.</summary>
public enum HealthStatus
{
    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Something keeps it from doing its work.</summary>
    [JsonStringEnumMemberName("degraded")]
    Degraded,
}
