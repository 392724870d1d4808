using System.Buffers;
using System.Net.WebSockets;
using Csms;

namespace Server.Csms;

/// <summary>
/// One charge point's WebSocket. While nothing arrives it holds no buffer; frames out are queued, bounded, and a peer
/// that does not read them is cut off.
/// </summary>
internal sealed class CsmsSocket(WebSocket socket, CsmsClock clock) : IDisposable
{
    /// <summary>The largest frame taken: room for SendLocalList-sized messages and certificate chains.</summary>
    public const int MaxFrameBytes = 256 * 1024;

    private const int MaxUnsentBytes = 1024 * 1024;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Queue<(byte[] Buffer, int Length)> _unsent = new();
    private readonly CancellationTokenSource _cut = new();
    private int _unsentBytes;
    private bool _sending;
    private Task _sender = Task.CompletedTask;
    private string? _closeReason;
    private WebSocketCloseStatus _closeStatus;

    private bool IsClosing
    {
        get
        {
            lock (_gate)
            {
                return _closeReason is not null;
            }
        }
    }

    /// <summary>Hands frames to the connection until the socket ends, whichever side ends it.</summary>
    public async Task ReceiveAsync(CsmsConnection? connection)
    {
        try
        {
            while (await ReceiveFrameAsync(connection)) { }
            Close(WebSocketCloseStatus.NormalClosure, "");
            await _sender;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The line broke, or was cut: the connection is told like for any other end.
        }
        finally
        {
            connection?.Disconnected(clock.Now);
            Cut();
        }
    }

    /// <summary>Queues a frame. Does not block.</summary>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_closeReason is not null)
            {
                return;
            }
            _unsentBytes += frame.Length;
            if (_unsentBytes > MaxUnsentBytes)
            {
                _closeReason = "does not read what it is sent";
                _cut.Cancel();
                return;
            }
            var buffer = ArrayPool<byte>.Shared.Rent(frame.Length);
            frame.CopyTo(buffer);
            _unsent.Enqueue((buffer, frame.Length));
            StartSending();
        }
    }

    /// <summary>Closes once what is queued is sent. Does not block.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        lock (_gate)
        {
            if (_closeReason is not null)
            {
                return;
            }
            _closeReason = reason;
            _closeStatus = status;
            _cut.CancelAfter(CloseLimit);
            StartSending();
        }
    }

    public void Dispose() => _cut.Dispose();

    private void StartSending()
    {
        if (!_sending)
        {
            _sending = true;
            _sender = SendQueuedAsync();
        }
    }

    private async Task SendQueuedAsync()
    {
        try
        {
            string? close;
            while (TakeUnsent(out var frame, out close))
            {
                try
                {
                    var bytes = frame.Buffer.AsMemory(0, frame.Length);
                    await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, _cut.Token);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(frame.Buffer);
                }
            }
            if (close is not null)
            {
                await socket.CloseOutputAsync(_closeStatus, close, _cut.Token);
            }
        }
        catch (Exception e)
            when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            Cut();
        }
    }

    // Under one lock, so that just one sender sees that the queue is empty, and whether to close.
    private bool TakeUnsent(out (byte[] Buffer, int Length) frame, out string? close)
    {
        lock (_gate)
        {
            close = null;
            if (_unsent.TryDequeue(out frame))
            {
                _unsentBytes -= frame.Length;
                return true;
            }
            close = _closeReason;
            _sending = close is not null;
            return false;
        }
    }

    // A read of no bytes waits without a buffer; then one is rented for as long as a frame takes.
    private async ValueTask<bool> ReceiveFrameAsync(CsmsConnection? connection)
    {
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, _cut.Token);
        if (first.MessageType == WebSocketMessageType.Close)
        {
            return false;
        }
        if (first.EndOfMessage)
        {
            return true;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(2048);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), _cut.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return false;
                }
                length += read.Count;
                if (length > MaxFrameBytes)
                {
                    Close(WebSocketCloseStatus.MessageTooBig, $"at most {MaxFrameBytes} bytes a frame");
                }
                if (IsClosing)
                {
                    // What still comes before the peer's own close frame is discarded.
                    length = 0;
                }
                if (read.EndOfMessage)
                {
                    Hand(connection, read.MessageType, buffer.AsMemory(0, length));
                    return true;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Hand(CsmsConnection? connection, WebSocketMessageType type, ReadOnlyMemory<byte> frame)
    {
        if (type != WebSocketMessageType.Text)
        {
            Close(WebSocketCloseStatus.InvalidMessageType, "OCPP-J uses text frames");
        }
        else if (!IsClosing)
        {
            connection?.Receive(frame, clock.Now);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private void Cut()
    {
        lock (_gate)
        {
            _closeReason ??= "";
            while (_unsent.TryDequeue(out var frame))
            {
                ArrayPool<byte>.Shared.Return(frame.Buffer);
            }
        }
        socket.Abort();
    }
}
