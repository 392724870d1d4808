using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Storage;

namespace Server.Health;

/// <summary>/health.</summary>
internal static class HealthApi
{
    private static readonly string Version = typeof(HealthApi)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;
    private static readonly DateTime Started = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/health", Get).WithName("getHealth").WithTags("Health").WithSummary("How the process is");

    private static Ok<HealthReport> Get(SqliteChargerStore store)
    {
        var storage = store.Trouble is null ? HealthStatus.Ok : HealthStatus.Degraded;
        return TypedResults.Ok(
            new HealthReport
            {
                Status = storage,
                Version = Version,
                UptimeSeconds = Math.Round((DateTime.UtcNow - Started).TotalSeconds, 1),
                Storage = new()
                {
                    Status = storage,
                    Detail = store.Trouble,
                    PendingWrites = store.Pending,
                },
            }
        );
    }
}
