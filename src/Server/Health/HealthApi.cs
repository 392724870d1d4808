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

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        // Not the start of the process: that may have been a shell that built first.
        var up = Stopwatch.StartNew();
        app.MapGet("/health", (SqliteChargerStore store) => Get(store, up.Elapsed))
            .WithName("getHealth")
            .WithTags("Health")
            .WithSummary("How the process is");
    }

    private static Ok<HealthReport> Get(SqliteChargerStore store, TimeSpan uptime)
    {
        var storage = store.Trouble is null ? HealthStatus.Ok : HealthStatus.Degraded;
        return TypedResults.Ok(
            new HealthReport
            {
                Status = storage,
                Version = Version,
                UptimeSeconds = Math.Round(uptime.TotalSeconds, 1),
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
