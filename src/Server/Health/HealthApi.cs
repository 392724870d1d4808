using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Csms.Storage;
using Server.Storage;

namespace Server.Health;

/// <summary>/health.</summary>
internal static class HealthApi
{
    internal static readonly string Version = typeof(HealthApi)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        // Not the start of the process: that may have been a shell that built first.
        var up = Stopwatch.StartNew();
        app.MapGet(
                "/health",
                (SqliteChargerStore store, IServiceProvider services) =>
                    Get(store, services.GetService<CsmsStore>(), up.Elapsed)
            )
            .WithName("getHealth")
            .WithTags("Health")
            .WithSummary("How the process is");
    }

    private static Ok<HealthReport> Get(SqliteChargerStore store, CsmsStore? csms, TimeSpan uptime)
    {
        var storage = Of(store.Trouble, store.Pending);
        var ofCsms = csms is null ? null : Of(csms.Trouble, csms.Pending);
        return TypedResults.Ok(
            new HealthReport
            {
                Status = storage.Detail is null && ofCsms?.Detail is null ? HealthStatus.Ok : HealthStatus.Degraded,
                Version = Version,
                UptimeSeconds = Math.Round(uptime.TotalSeconds, 1),
                Storage = storage,
                CsmsStorage = ofCsms,
            }
        );
    }

    private static StorageHealth Of(string? trouble, int pending) =>
        new()
        {
            Status = trouble is null ? HealthStatus.Ok : HealthStatus.Degraded,
            Detail = trouble,
            PendingWrites = pending,
        };
}
