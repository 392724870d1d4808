using Microsoft.AspNetCore.Http.HttpResults;

namespace Server.Health;

/// <summary>/health.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/health", Get).WithName("getHealth").WithTags("Health").WithSummary("How the process is");

    private static Ok<HealthReport> Get() => throw new NotSupportedException();
}
