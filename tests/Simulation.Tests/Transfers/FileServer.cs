using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Simulation.Tests.Transfers;

/// <summary>An HTTP server on a port of its own that does with each request what the test says.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FileServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Method, path, query and Authorization of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url(string path, string userInfo = "", string scheme = "http", string host = "127.0.0.1") =>
        $"{scheme}://{(userInfo.Length > 0 ? $"{userInfo}@" : "")}{host}:{Port}{path}";

    public static async Task<FileServer> StartAsync(RequestDelegate serve, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                    {
                        listen.UseHttps(certificate);
                    }
                }
            )
        );
        var app = builder.Build();
        var server = new FileServer(app);
        app.Run(async context =>
        {
            server.Requests.Enqueue(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization}".TrimEnd()
            );
            await serve(context);
        });
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
