using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Server.Api;
using Server.Csms;

namespace Server.Tests.Csms;

/// <summary>The embedded central system in a web server of its own, on a free port.</summary>
internal sealed class CsmsApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CsmsApp(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public static async Task<CsmsApp> StartAsync(CsmsSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.AddCsms(settings);
        var app = builder.Build();
        app.UseWebSockets();
        app.MapCsms();
        await app.StartAsync();
        return new CsmsApp(app);
    }

    public async Task<CsmsClient> ConnectAsync(
        string id,
        Action<ClientWebSocketOptions>? configure = null,
        string subprotocol = "ocpp1.6"
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(subprotocol);
        configure?.Invoke(socket.Options);
        // The status of a refused handshake is wanted.
        socket.Options.CollectHttpResponseDetails = true;
        var uri = new UriBuilder(Http.BaseAddress!) { Scheme = "ws", Path = $"/ocpp/{Uri.EscapeDataString(id)}" }.Uri;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await socket.ConnectAsync(uri, limit.Token);
        }
        catch (WebSocketException e)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new HttpRequestException($"{status}", e);
        }
        return new CsmsClient(socket);
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path);

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A charge point's socket.</summary>
internal sealed class CsmsClient(ClientWebSocket socket) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    public ClientWebSocket Socket => socket;

    public Task SendAsync(string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, _limit.Token);

    /// <summary>The next frame; null when the other side closes.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var frame = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, _limit.Token);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }
            frame.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                return JsonDocument.Parse(frame.ToArray()).RootElement;
            }
        }
    }

    public async Task<JsonElement> CallAsync(string action, string payload)
    {
        await SendAsync($"""[2,"{Guid.CreateVersion7():N}","{action}",{payload}]""");
        var answer = (await ReceiveAsync()).ShouldNotBeNull();
        answer[0].GetInt32().ShouldBe(3, answer.ToString());
        return answer[2];
    }

    public Task BootAsync() => CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");

    public void Dispose()
    {
        socket.Dispose();
        _limit.Dispose();
    }
}
