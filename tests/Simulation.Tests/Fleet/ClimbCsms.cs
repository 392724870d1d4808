using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Simulation.Tests.Transport;

namespace Simulation.Tests.Fleet;

/// <summary>A CSMS that speaks plain and TLS at one port, asks for a client certificate, and calls what the test says.</summary>
internal sealed class ClimbCsms : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2 _clientRoot;
    private readonly SslProtocols _protocols;
    private readonly TlsCipherSuite[] _suites;
    private readonly LoopbackCsms _csms;
    private readonly Channel<Connection> _connections = Channel.CreateUnbounded<Connection>();
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly ConcurrentBag<Connection> _opened = [];
    private int _boots;

    /// <param name="certificate">What it shows.</param>
    /// <param name="clientRoot">Who must have issued a client certificate that is shown.</param>
    /// <param name="protocols">Versions of TLS.</param>
    /// <param name="suites">The only cipher suites that it has; none for what the host has.</param>
    public ClimbCsms(
        X509Certificate2 certificate,
        X509Certificate2 clientRoot,
        SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        params TlsCipherSuite[] suites
    )
    {
        _protocols = protocols;
        _suites = suites;
        _certificate = certificate;
        _clientRoot = clientRoot;
        _csms = new LoopbackCsms(ServeAsync);
    }

    public Uri Url => new($"ws://localhost:{_csms.Port}/ocpp");

    public int Boots => Volatile.Read(ref _boots);

    /// <summary>The next connection, once the charger has answered on it.</summary>
    public async Task<Connection> NextAsync()
    {
        var connection = await _connections.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        var roots = new { certificateType = "CentralSystemRootCertificate" };
        (await connection.CallAsync("GetInstalledCertificateIds", roots)).ShouldNotBeNull();
        return connection;
    }

    /// <summary>The next certificate request.</summary>
    public Task<string> RequestAsync() => _requests.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    /// <summary>The next security event.</summary>
    public Task<string> EventAsync() => _events.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    public async ValueTask DisposeAsync()
    {
        await _csms.DisposeAsync();
        // Not when the charger leaves: a call that is just being sent has the connection in hand.
        foreach (var connection in _opened)
        {
            connection.Dispose();
        }
    }

    private async Task ServeAsync(Stream tcp)
    {
        var first = new byte[1];
        await tcp.ReadExactlyAsync(first);
        Stream stream = new Unread(tcp, first[0]);
        SslStream? tls = null;
        if (first[0] == TlsHandshake)
        {
            stream = tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(Options());
        }
        var head = await LoopbackCsms.AcceptAsync(stream);
        using var socket = WebSocket.CreateFromStream(stream, isServer: true, "ocpp1.6", TimeSpan.Zero);
        var connection = new Connection(socket, tls, head);
        _opened.Add(connection);
        _connections.Writer.TryWrite(connection);
        var buffer = new byte[16 * 1024];
        while (
            await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: WebSocketMessageType.Text } frame
        )
        {
            var message = JsonNode.Parse(buffer.AsSpan(0, frame.Count))!.AsArray();
            if ((int)message[0]! == 2)
            {
                await connection.SendAsync($"[3,\"{message[1]}\",{Answer((string)message[2]!, message[3]!)}]");
            }
            else
            {
                connection.Answered((string)message[1]!, (string?)message[2]!["status"]);
            }
        }
    }

    private SslServerAuthenticationOptions Options()
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificate,
            EnabledSslProtocols = _protocols,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown is null || shown.Issuer == _clientRoot.Subject,
        };
        if (_suites.Length > 0 && !OperatingSystem.IsWindows())
        {
            options.CipherSuitesPolicy = new CipherSuitesPolicy(_suites);
        }
        return options;
    }

    private string Answer(string action, JsonNode payload)
    {
        switch (action)
        {
            case "BootNotification":
                Interlocked.Increment(ref _boots);
                return """{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}""";
            case "SignCertificate":
                _requests.Writer.TryWrite((string)payload["csr"]!);
                return """{"status":"Accepted"}""";
            case "SecurityEventNotification":
                _events.Writer.TryWrite((string)payload["type"]!);
                return "{}";
            default:
                return "{}";
        }
    }

    /// <summary>One connection of the charger.</summary>
    internal sealed class Connection(WebSocket socket, SslStream? tls, string head) : IDisposable
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> _pending = [];
        private readonly SemaphoreSlim _sending = new(1);
        private int _calls;

        public bool Secure { get; } = tls is not null;

        public SslProtocols? Protocol { get; } = tls?.SslProtocol;

        public TlsCipherSuite? Suite { get; } = tls?.NegotiatedCipherSuite;

        public string? ClientSubject { get; } = tls?.RemoteCertificate?.Subject;

        /// <summary>The Authorization header; null without one.</summary>
        public string? Authorization =>
            head.Contains("\r\nAuthorization: ", StringComparison.Ordinal)
                ? LoopbackCsms.Header(head, "Authorization")
                : null;

        /// <summary>Calls, and returns the status of the answer.</summary>
        public async Task<string?> CallAsync(string action, object payload)
        {
            var id = $"csms-{Interlocked.Increment(ref _calls)}";
            var answer = _pending[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await SendAsync($"[2,\"{id}\",\"{action}\",{JsonSerializer.Serialize(payload)}]");
            return await answer.Task.WaitAsync(Limit);
        }

        public async Task ChangeAsync(string key, string value) =>
            (await CallAsync("ChangeConfiguration", new { key, value })).ShouldBe("Accepted");

        public void Answered(string id, string? status) => _pending[id].TrySetResult(status);

        public void Dispose() => _sending.Dispose();

        public async Task SendAsync(string frame)
        {
            await _sending.WaitAsync();
            try
            {
                await socket.SendAsync(
                    Encoding.UTF8.GetBytes(frame).AsMemory(),
                    WebSocketMessageType.Text,
                    true,
                    default
                );
            }
            finally
            {
                _sending.Release();
            }
        }
    }

    /// <summary>A stream of which the first byte has been read already.</summary>
    private sealed class Unread(Stream inner, byte first) : Stream
    {
        private bool _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("Read it asynchronously.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given || buffer.Length == 0)
            {
                return inner.ReadAsync(buffer, cancellationToken);
            }
            _given = true;
            buffer.Span[0] = first;
            return new(1);
        }

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => inner.WriteAsync(buffer, cancellationToken);

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
