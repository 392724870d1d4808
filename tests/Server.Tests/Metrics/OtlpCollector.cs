using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Server.Tests.Metrics;

/// <summary>A collector that takes metrics by OTLP over HTTP with protobuf, and keeps them.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>The requests, oldest first.</summary>
    public ConcurrentQueue<OtlpRequest> Requests { get; } = new();

    /// <summary>What it answers from now on.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public string Url => _app.Urls.First();

    public static async Task<OtlpCollector> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var collector = new OtlpCollector(builder.Build());
        collector._app.Map("/{**path}", collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits for a request as wanted, and returns it.</summary>
    public async Task<OtlpRequest> ReceivedAsync(Func<OtlpRequest, bool> wanted) =>
        (await Await.ForAsync(() => Task.FromResult(Requests.FirstOrDefault(wanted)), request => request is not null))!;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue(
            new OtlpRequest(
                context.Request.Path,
                context.Request.ContentType,
                context.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                OtlpMetrics.Read(body.ToArray())
            )
        );
        context.Response.StatusCode = Status;
    }
}

/// <summary>A request that a collector got.</summary>
internal sealed record OtlpRequest(
    string Path,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers,
    OtlpMetrics Metrics
);
