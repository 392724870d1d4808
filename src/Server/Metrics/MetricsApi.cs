using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Server.Api;

namespace Server.Metrics;

/// <summary>/metrics: the figures of the simulator for Prometheus.</summary>
internal static class MetricsApi
{
    private const string OpenMetrics = "application/openmetrics-text";

    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", Get)
            .WithName("getMetrics")
            .WithTags("Health")
            .WithSummary("Figures of the simulator for Prometheus")
            .WithDescription(
                "Prometheus's text format 0.0.4, or OpenMetrics 1.0.0 for those who accept it: chargers and EVSEs by state, messages, what the "
                    + "CSMS takes to answer, reconnects, queues, event loops, process. docs/metrics.md has each, docs/grafana-dashboard.json shows them."
            )
            .Produces<string>(contentType: "text/plain", additionalContentTypes: OpenMetrics);

    private static FileContentHttpResult Get(HttpContext context, MetricReader metrics)
    {
        var openMetrics = WantsOpenMetrics(context.Request.Headers.Accept);
        return TypedResults.Bytes(metrics.Collect(openMetrics), MetricText.ContentType(openMetrics));
    }

    private static bool WantsOpenMetrics(IList<string> accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var types)
        && types.Where(type => type.MediaType == OpenMetrics).Max(type => (double?)(type.Quality ?? 1)) is { } wanted
        && wanted > 0
        && types.Where(type => type.MediaType == "text/plain").Max(type => (double?)(type.Quality ?? 1)) is var text
        && !(text > wanted);
}
