using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text;
using ChargePoints;
using Ocpp;

namespace Simulation.Transport;

/// <summary>Opens WebSockets.</summary>
public sealed class WebSocketLinkFactory(Func<Instant> now) : ILinkFactory
{
    private readonly Dialer _dialer = new(now);

    /// <inheritdoc/>
    public ILink Open(LinkRequest request, ILinkListener listener)
    {
        var link = new WebSocketLink(listener, now);
        _ = link.RunAsync(_dialer, request);
        return link;
    }
}

/// <summary>
/// One WebSocket to a CSMS: our own upgrade, then a reader that holds no buffer while nothing arrives. It has no timer:
/// pings and time-outs are the charger's loop's.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "RunAsync owns what is disposable and disposes of it at the end of the link."
)]
internal sealed class WebSocketLink(ILinkListener listener, Func<Instant> now) : ILink, ILinkFlow
{
    private const int MaxFrameBytes = 1024 * 1024;
    private const int FirstBufferBytes = 4096;
    private const int MaxUndelivered = 16;
    private const int MaxReasonCharacters = 400;

    private static readonly WebSocketCreationOptions Options = new()
    {
        IsServer = false,
        SubProtocol = WebSocketUpgrade.Subprotocol,
        KeepAliveInterval = TimeSpan.Zero,
    };

    private readonly Lock _gate = new();
    private CancellationTokenSource? _opening = new();
    private Socket? _socket;
    private Stream? _stream;
    private LinkWriter? _writer;
    private LinkStream? _frames;
    private TaskCompletionSource? _caughtUp;
    private string? _reason;
    private LinkFailureKind _kind;
    private int _undelivered;
    private long _lastReceived;

    public Instant LastReceived => new(Volatile.Read(ref _lastReceived));

    public string? ServerRoot { get; private set; }

    public void Send(ReadOnlySpan<byte> utf8) => _writer?.Send(WebSocketFrame.Text, utf8);

    public void Ping() => _writer?.Send(WebSocketFrame.Ping, []);

    public void Mute() => _writer?.Mute();

    public void Close(string reason)
    {
        Because(reason);
        SendClose(WebSocketCloseStatus.NormalClosure, reason);
    }

    public void Abort(string reason)
    {
        Because(reason);
        lock (_gate)
        {
            _opening?.Cancel();
            _socket?.Dispose();
        }
    }

    public void Delivered()
    {
        if (Interlocked.Decrement(ref _undelivered) <= MaxUndelivered / 2)
        {
            Interlocked.Exchange(ref _caughtUp, null)?.TrySetResult();
        }
    }

    /// <summary>Opens, reads to the end, and tells the listener.</summary>
    public async Task RunAsync(Dialer dialer, LinkRequest request)
    {
        // Off the caller, which is a loop.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using (var socket = await OpenAsync(dialer, request))
            {
                await ReadAsync(socket);
            }
        }
        catch (Exception error)
        {
            _kind = (error as LinkException)?.Kind ?? LinkFailureKind.Unreachable;
            Because(Words(error));
        }
        finally
        {
            lock (_gate)
            {
                _socket?.Dispose();
                _opening?.Dispose();
                _opening = null;
            }
            _stream?.Dispose();
        }
        listener.Closed(this, _reason ?? "The CSMS closed the connection.", _kind);
    }

    private async Task<WebSocket> OpenAsync(Dialer dialer, LinkRequest request)
    {
        if (request.Security.Missing is { } missing)
        {
            throw new LinkException(missing, kind: LinkFailureKind.Tls);
        }
        var cancel = _opening!.Token;
        var socket = await dialer.ConnectAsync(request.Url, cancel);
        lock (_gate)
        {
            _socket = socket;
        }
        cancel.ThrowIfCancellationRequested();
        var askedForCertificate = false;
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (CsmsAddress.IsSecure(request.Url))
        {
            using var tls = new TlsClient(request);
            stream = await tls.SecureAsync(stream, cancel);
            ServerRoot = tls.ServerRoot;
            askedForCertificate = tls.AskedForCertificate;
        }
        _stream = stream;
        var rest = await UpgradeAsync(stream, request, askedForCertificate, cancel);
        lock (_gate)
        {
            _opening.Dispose();
            _opening = null;
        }
        _writer = new LinkWriter(stream, Abort);
        NoteReceived();
        listener.Opened(this);
        _frames = new LinkStream(stream, rest, _writer, NoteReceived);
        return WebSocket.CreateFromStream(_frames, Options);
    }

    private static async Task<byte[]> UpgradeAsync(
        Stream stream,
        LinkRequest request,
        bool askedForCertificate,
        CancellationToken cancel
    )
    {
        try
        {
            return await WebSocketUpgrade.RunAsync(stream, request, cancel);
        }
        catch (Exception error)
            when (error is IOException or AuthenticationException && !cancel.IsCancellationRequested)
        {
            var refused = stream is SslStream ? TlsFailure.AfterHandshake(error, request, askedForCertificate) : null;
            if (refused is null && error is not EndOfStreamException)
            {
                throw;
            }
            throw refused
                ?? new LinkException(
                    "The CSMS hung up during the WebSocket handshake. Some do so when they refuse the identity or the "
                        + $"subprotocol {WebSocketUpgrade.Subprotocol}.",
                    error,
                    LinkFailureKind.Refused
                );
        }
    }

    private async Task ReadAsync(WebSocket socket)
    {
        while (true)
        {
            // An empty buffer waits for data without holding memory.
            var result = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                PeerCloses(socket);
                return;
            }
            if (!await ReadMessageAsync(socket, result))
            {
                return;
            }
            if (Volatile.Read(ref _undelivered) >= MaxUndelivered)
            {
                await CatchUpAsync();
            }
        }
    }

    // False when the message is too long, and the link is to end.
    private async ValueTask<bool> ReadMessageAsync(WebSocket socket, ValueWebSocketReceiveResult result)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        var length = 0;
        while (!result.EndOfMessage)
        {
            if (length == buffer.Length)
            {
                if (length >= MaxFrameBytes)
                {
                    await RefuseTooLongAsync(buffer);
                    return false;
                }
                var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
            result = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += result.Count;
        }
        if (result.MessageType != WebSocketMessageType.Text)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            listener.Ignored(this, $"A binary frame of {length} bytes: OCPP-J uses text frames.");
            return true;
        }
        Interlocked.Increment(ref _undelivered);
        listener.FrameArrived(this, buffer, length);
        return true;
    }

    // Reads on for a moment: closing a socket with unread data resets the connection, and the close frame is lost with it.
    private async ValueTask RefuseTooLongAsync(byte[] buffer)
    {
        var reason = $"The CSMS sent a message of more than {MaxFrameBytes / 1024} KB.";
        Because(reason);
        SendClose(WebSocketCloseStatus.MessageTooBig, reason);
        using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            while (await _stream!.ReadAsync(buffer, moment.Token) > 0) { }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void PeerCloses(WebSocket socket)
    {
        var status = (int)(socket.CloseStatus ?? WebSocketCloseStatus.Empty);
        var said = string.IsNullOrWhiteSpace(socket.CloseStatusDescription)
            ? ""
            : $" \"{socket.CloseStatusDescription}\"";
        var closedByUs = _reason is not null;
        Because($"The CSMS closed the WebSocket (code {status}{said}).");
        if (!closedByUs)
        {
            // The echo that RFC 6455 §5.5.1 asks for.
            SendClose(WebSocketCloseStatus.NormalClosure, "");
        }
    }

    private async ValueTask CatchUpAsync()
    {
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _caughtUp, caughtUp);
        if (Volatile.Read(ref _undelivered) > MaxUndelivered / 2)
        {
            await caughtUp.Task;
        }
    }

    private void SendClose(WebSocketCloseStatus status, string reason)
    {
        // A control frame holds 125 bytes, two of them for the code (RFC 6455 §5.5).
        Span<byte> payload = stackalloc byte[125];
        payload[0] = (byte)((int)status >> 8);
        payload[1] = (byte)status;
        Encoding.UTF8.GetEncoder().Convert(reason, payload[2..], flush: true, out _, out var written, out _);
        _writer?.Send(WebSocketFrame.Close, payload[..(2 + written)]);
    }

    private void NoteReceived() => Volatile.Write(ref _lastReceived, now().Ticks);

    // The first reason is the cause; what follows are its consequences.
    private void Because(string reason) => Interlocked.CompareExchange(ref _reason, OneLine(reason), null);

    // What the CSMS says is part of some reasons, and it may say anything.
    private static string OneLine(string reason)
    {
        var length = Math.Min(reason.Length, MaxReasonCharacters);
        length -= length < reason.Length && char.IsHighSurrogate(reason[length - 1]) ? 1 : 0;
        return string.Create(
            length,
            reason,
            static (line, text) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = char.IsControl(text[i]) ? ' ' : text[i];
                }
            }
        );
    }

    private string Words(Exception error) =>
        error switch
        {
            LinkException => error.Message,
            WebSocketException when _frames is { CloseCode: > 0 } frames => BrokenProtocol(frames.CloseCode),
            WebSocketException { InnerException: { } inner } => Words(inner),
            WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely } =>
                "The connection broke without a close.",
            WebSocketException => BrokenProtocol(0),
            IOException { InnerException: SocketException inner } => Dialer.Words("The CSMS", inner),
            SocketException socket => Dialer.Words("The CSMS", socket),
            OperationCanceledException or ObjectDisposedException => "Cut.",
            _ => $"{error.GetType().Name}: {error.Message}",
        };

    private static string BrokenProtocol(int closeCode) =>
        "The CSMS broke the WebSocket protocol: "
        + (
            closeCode == (int)WebSocketCloseStatus.InvalidPayloadData
                ? "invalid UTF-8 in a text frame."
                : "a frame that RFC 6455 does not allow."
        );
}
