using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Server.Tests;

/// <summary>The SignalR JSON protocol by hand.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char End = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Channel<JsonNode> _received = Channel.CreateUnbounded<JsonNode>();
    private readonly Dictionary<string, List<long>> _sequences = [];
    private readonly List<string> _taken = [];
    private Task _pump = Task.CompletedTask;
    private int _invocations;

    public static async Task<HubClient> ConnectAsync(Simulator simulator)
    {
        var client = new HubClient();
        var url = new UriBuilder(simulator.Http.BaseAddress!) { Scheme = "ws", Path = "/live" }.Uri;
        await client._socket.ConnectAsync(url, CancellationToken.None).WaitAsync(Patience);
        client._pump = client.PumpAsync();
        await client.SendAsync("""{"protocol":"json","version":1}""");
        (await client.TakeAsync(_ => true)).ToJsonString().ShouldBe("{}");
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
        await _pump;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<JsonNode> TakeAsync(Func<JsonNode, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonNode message;
            try
            {
                message = await _received.Reader.ReadAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"Not as wanted so far:\n{string.Join("\n", _taken.TakeLast(10))}", late);
            }

            _taken.Add(message.ToJsonString());
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

    private async Task SendAsync(string json)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(json + End),
                WebSocketMessageType.Text,
                true,
                CancellationToken.None
            );
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Reads all the time, and answers pings: a hub takes a client that is silent for 30 s for gone.</summary>
    private async Task PumpAsync()
    {
        var buffer = new byte[65536];
        using var bytes = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw new WebSocketException($"The hub has closed: {part.CloseStatusDescription}");
                }

                // A message of the hub ends with its mark, wherever those of the socket end.
                foreach (var one in buffer.AsMemory(0, part.Count).ToArray())
                {
                    if (one != End)
                    {
                        bytes.WriteByte(one);
                        continue;
                    }

                    await ReceivedAsync(JsonNode.Parse(bytes.ToArray())!);
                    bytes.SetLength(0);
                }
            }
        }
        catch (Exception error)
            when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            _received.Writer.Complete(error);
        }
    }

    private Task ReceivedAsync(JsonNode message)
    {
        const int ping = 6;
        if ((int?)message["type"] == ping)
        {
            return SendAsync($$"""{"type":{{ping}}}""");
        }

        _received.Writer.TryWrite(message);
        return Task.CompletedTask;
    }
}
