using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Server.Tests.Metrics;

/// <summary>A collector that takes metrics by OTLP, over HTTP with protobuf or over gRPC, and keeps them.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const string Grpc = "application/grpc";
    private const int MessageHead = 5;

    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>The requests, oldest first.</summary>
    public ConcurrentQueue<OtlpRequest> Requests { get; } = new();

    /// <summary>What it answers from now on.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public string Url => _app.Urls.First();

    public static async Task<OtlpCollector> StartAsync(bool grpc = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1
            )
        );
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
        var grpc = context.Request.ContentType == Grpc;
        Requests.Enqueue(
            new OtlpRequest(
                context.Request.Path,
                context.Request.ContentType,
                context.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                OtlpMetrics.Read(grpc ? Message(body.ToArray()) : body.ToArray())
            )
        );
        context.Response.StatusCode = Status;
        if (grpc)
        {
            context.Response.ContentType = Grpc;
            // An empty message.
            await context.Response.Body.WriteAsync(new byte[MessageHead]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }

    // Of gRPC: whether it is compressed, and its length.
    private static byte[] Message(byte[] body)
    {
        body[0].ShouldBe((byte)0);
        BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)).ShouldBe(body.Length - MessageHead);
        return body[MessageHead..];
    }
}

/// <summary>A request that a collector got.</summary>
internal sealed record OtlpRequest(
    string Path,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers,
    OtlpMetrics Metrics
);
