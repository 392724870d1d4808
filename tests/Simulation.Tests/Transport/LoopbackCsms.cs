using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Simulation.Tests.Transport;

/// <summary>A CSMS on a port of its own, that does with each connection what the test says, byte for byte if need be.</summary>
internal sealed class LoopbackCsms : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Stream, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly List<Task> _connections = [];
    private int _accepted;
    private int _open;

    public LoopbackCsms(Func<Stream, Task> serve)
        : this((stream, _) => serve(stream)) { }

    /// <param name="serve">Its token is cancelled when the test is over.</param>
    public LoopbackCsms(Func<Stream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"ws://127.0.0.1:{Port}/ocpp");

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that are served at present.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Waits until so many connections are served.</summary>
    public async Task UntilOpenAsync(int count)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Open != count && !_end.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>A CSMS that answers each handshake with fixed text.</summary>
    public static LoopbackCsms Answering(string response) =>
        new(async stream =>
        {
            await ReadHeadAsync(stream);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(response));
        });

    /// <summary>A CSMS that accepts each charge point and goes on with it as a WebSocket.</summary>
    public static LoopbackCsms Accepting(Func<WebSocket, string, Task> serve) =>
        new(async stream =>
        {
            var head = await AcceptAsync(stream);
            using var socket = WebSocket.CreateFromStream(stream, isServer: true, "ocpp1.6", TimeSpan.Zero);
            await serve(socket, head);
        });

    /// <summary>Answers a handshake with 101 and ocpp1.6, and returns the request's head.</summary>
    public static async Task<string> AcceptAsync(
        Stream stream,
        string extraHeaders = "Sec-WebSocket-Protocol: ocpp1.6\r\n"
    )
    {
        var head = await ReadHeadAsync(stream);
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                    + $"Sec-WebSocket-Accept: {AcceptKey(Header(head, "Sec-WebSocket-Key"))}\r\n{extraHeaders}\r\n"
            )
        );
        return head;
    }

    /// <summary>Reads until the charge point leaves.</summary>
    public static Task UntilLeftAsync(Stream stream) => stream.CopyToAsync(Stream.Null);

    // RFC 6455 §4.2.2 prescribes SHA-1 here; it protects nothing.
#pragma warning disable CA5350
    public static string AcceptKey(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350

    public static string Header(string head, string name) =>
        head.Split("\r\n").First(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
        {
            head.Append((char)one[0]);
        }
        return head.Length > 0 ? head.ToString() : throw new IOException("The charge point left without a request.");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(60));
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Interlocked.Increment(ref _open);
        using var ending = _end.Token.Register(client.Dispose);
        try
        {
            using (client)
            {
                await _serve(client.GetStream(), _end.Token);
            }
        }
        catch (Exception error)
            when (error is IOException or WebSocketException or OperationCanceledException or ObjectDisposedException
                // No WebSocket is made of a stream that the end of the test has closed.
                || (error is ArgumentException && _end.IsCancellationRequested)
            )
        {
            // The charge point has left, or the test is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
