using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Server.Tests;

/// <summary>
/// A CSMS outside of the process under test: it accepts everything, keeps what it is told, and outlives a kill.
/// </summary>
internal sealed class CsmsDouble : IAsyncDisposable
{
    /// <summary>The id of the first transaction; each further one is one higher.</summary>
    public const int FirstTransactionId = 71;

    // Its clock goes a minute with each call: on, and never back.
    private static readonly DateTime Start = new(2026, 5, 4, 8, 0, 0, DateTimeKind.Utc);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _results = new();
    private volatile WebSocket? _socket;
    private int _calls;
    private int _transactionId = FirstTransactionId - 1;

    private CsmsDouble(WebApplication app) => _app = app;

    /// <summary>The calls of charge points, oldest first.</summary>
    public ConcurrentQueue<(string Action, JsonNode Payload)> Calls { get; } = new();

    /// <summary>The Authorization header of each handshake.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Answers of BootNotification wait for this.</summary>
    public Task MayRegister { get; set; } = Task.CompletedTask;

    /// <summary>The action whose calls it answers with a CALLERROR; null for none.</summary>
    public string? Refuses { get; set; }

    public string Url => _app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal);

    public static async Task<CsmsDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var csms = new CsmsDouble(builder.Build());
        csms._app.UseWebSockets();
        csms._app.Map("/{id}", csms.ServeAsync);
        await csms._app.StartAsync();
        return csms;
    }

    /// <summary>Calls the charge point that connected last, and returns the payload of its answer.</summary>
    public async Task<JsonNode> CallAsync(string action, string payload)
    {
        var id = $"csms-{Interlocked.Increment(ref _calls)}";
        await SendAsync(_socket!, $"""[2,"{id}","{action}",{payload}]""");
        var answer = await Await.ForAsync(
            () =>
                Task.FromResult(_results.FirstOrDefault(text => text.Contains($"\"{id}\"", StringComparison.Ordinal))),
            text => text is not null
        );
        return JsonNode.Parse(answer!)![2]!;
    }

    /// <summary>Waits for so many calls of an action, and returns the last of them.</summary>
    public Task<JsonNode> ReceivedAsync(string action, int count = 1) => ReceivedAsync(action, _ => true, count);

    /// <summary>Waits for a call of an action with a payload as wanted, and returns that.</summary>
    public async Task<JsonNode> ReceivedAsync(string action, Func<JsonNode, bool> wanted, int count = 1) =>
        (
            await Await.ForAsync(
                () =>
                    Task.FromResult(
                        Calls.Where(call => call.Action == action && wanted(call.Payload)).Take(count).ToList()
                    ),
                calls => calls.Count == count
            )
        )[^1].Payload;

    public async ValueTask DisposeAsync()
    {
        _socket?.Abort();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        using var socket = await context.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        _socket = socket;
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(), default);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
                    return;
                }

                await TakeAsync(socket, Encoding.UTF8.GetString(buffer, 0, read.Count));
            }
        }
        catch (WebSocketException)
        {
            // The process under test was killed.
        }
    }

    private async Task TakeAsync(WebSocket socket, string text)
    {
        var frame = JsonNode.Parse(text)!;
        if ((int)frame[0]! != 2)
        {
            _results.Enqueue(text);
            return;
        }

        var action = (string)frame[2]!;
        if (action == "BootNotification")
        {
            await MayRegister;
        }

        var now = Start.AddMinutes(Calls.Count).ToString("yyyy-MM-ddTHH:mm:ssZ");
        var answer = action switch
        {
            "BootNotification" => $$"""{"status":"Accepted","currentTime":"{{now}}","interval":300}""",
            "Heartbeat" => $$"""{"currentTime":"{{now}}"}""",
            "Authorize" => """{"idTagInfo":{"status":"Accepted"}}""",
            "StartTransaction" => $$$"""
                {"transactionId":{{{Interlocked.Increment(ref _transactionId)}}},"idTagInfo":{"status":"Accepted"}}
                """,
            _ => "{}",
        };
        var id = (string)frame[1]!;
        await SendAsync(
            socket,
            action == Refuses ? $$"""[4,"{{id}}","InternalError","refused",{}]""" : $"""[3,"{id}",{answer}]"""
        );
        Calls.Enqueue((action, frame[3]!));
    }

    private static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
}
