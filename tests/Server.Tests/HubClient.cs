using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>The SignalR JSON protocol by hand.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonNode> _received = new();
    private readonly Dictionary<string, List<long>> _sequences = [];
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private string _rest = "";
    private int _invocations;

    public static async Task<HubClient> ConnectAsync(Simulator simulator)
    {
        var client = new HubClient();
        var url = new UriBuilder(simulator.Http.BaseAddress!) { Scheme = "ws", Path = "/live" }.Uri;
        await client._socket.ConnectAsync(url, client._limit.Token);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        (await client.ReceiveAsync()).ToJsonString().ShouldBe("{}");
        return client;
    }

    public List<long> Sequences(string method) => _sequences.GetValueOrDefault(method, []);

    public async Task<JsonNode> InvokeAsync(string target, JsonNode argument)
    {
        var id = (++_invocations).ToString();
        var call = new JsonObject
        {
            ["type"] = 1,
            ["invocationId"] = id,
            ["target"] = target,
            ["arguments"] = new JsonArray(argument),
        };
        await SendAsync(call.ToJsonString());
        return await TakeAsync(message => (int?)message["type"] == 3 && (string?)message["invocationId"] == id);
    }

    /// <summary>The next message of a method that is as wanted.</summary>
    public async Task<JsonNode> NextAsync(string method, Func<JsonNode, bool> wanted) =>
        (
            await TakeAsync(message =>
            {
                if ((string?)message["target"] != method)
                {
                    return false;
                }

                return wanted(message["arguments"]![0]!);
            })
        )["arguments"]![0]!;

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        _limit.Dispose();
        await ValueTask.CompletedTask;
    }

    private async Task<JsonNode> TakeAsync(Func<JsonNode, bool> wanted)
    {
        while (true)
        {
            var message = _received.Count > 0 ? _received.Dequeue() : await ReceiveAsync();
            if ((int?)message["type"] == 1)
            {
                var seqs = _sequences.TryGetValue((string)message["target"]!, out var known)
                    ? known
                    : _sequences[(string)message["target"]!] = [];
                seqs.Add((long)message["arguments"]![0]!["seq"]!);
            }

            if (wanted(message))
            {
                return message;
            }
        }
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + End), WebSocketMessageType.Text, true, _limit.Token);

    private async Task<JsonNode> ReceiveAsync()
    {
        var buffer = new byte[65536];
        while (!_rest.Contains(End, StringComparison.Ordinal))
        {
            using var bytes = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer, _limit.Token);
                bytes.Write(buffer, 0, part.Count);
            } while (!part.EndOfMessage);
            _rest += Encoding.UTF8.GetString(bytes.ToArray());
        }

        var end = _rest.IndexOf(End, StringComparison.Ordinal);
        var message = JsonNode.Parse(_rest[..end])!;
        _rest = _rest[(end + 1)..];
        return message;
    }
}
