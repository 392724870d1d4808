using System.Buffers;

namespace Simulation.Transport;

/// <summary>
/// The only writer of a connection's stream: whole WebSocket frames, one after the other, whoever they come from. What
/// the network does not take at once waits in a bounded buffer; when that is full, the link ends.
/// </summary>
internal sealed class LinkWriter(Stream stream, Action<string> fail)
{
    /// <summary>The most that may wait.</summary>
    public const int MaxWaitingBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private byte[]? _waiting;
    private int _waitingLength;
    private bool _writing;
    private bool _ended;

    /// <summary>Sends a frame.</summary>
    public void Send(byte opcode, ReadOnlySpan<byte> payload)
    {
        var size = WebSocketFrame.Size(payload.Length);
        lock (_gate)
        {
            if (Reserve(size) is { } place)
            {
                WebSocketFrame.Write(place.Span, opcode, payload);
                return;
            }
            if (_ended)
            {
                return;
            }
            var buffer = ArrayPool<byte>.Shared.Rent(size);
            WebSocketFrame.Write(buffer, opcode, payload);
            Start(buffer, size);
        }
    }

    /// <summary>Sends bytes that are whole frames already.</summary>
    public void SendRaw(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            if (Reserve(frames.Length) is { } place)
            {
                frames.CopyTo(place.Span);
                return;
            }
            if (_ended)
            {
                return;
            }
            var buffer = ArrayPool<byte>.Shared.Rent(frames.Length);
            frames.CopyTo(buffer);
            Start(buffer, frames.Length);
        }
    }

    /// <summary>Sends nothing more, and nobody is told.</summary>
    public void Mute()
    {
        lock (_gate)
        {
            _ended = true;
        }
    }

    // A place among what waits; null when nothing is being written and the frame may go out at once, or never.
    private Memory<byte>? Reserve(int size)
    {
        if (_ended || !_writing)
        {
            return null;
        }
        if (_waitingLength + size > MaxWaitingBytes)
        {
            End($"The CSMS does not read: {MaxWaitingBytes / 1024} KB wait to be sent.");
            return null;
        }
        var needed = _waitingLength + size;
        if (_waiting is null || _waiting.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 4096));
            _waiting.AsSpan(0, _waitingLength).CopyTo(larger);
            GiveBack(_waiting);
            _waiting = larger;
        }
        var place = _waiting.AsMemory(_waitingLength, size);
        _waitingLength = needed;
        return place;
    }

    // Mostly the network takes it on the spot, and the buffer is free again.
    private void Start(byte[] buffer, int length)
    {
        ValueTask write;
        try
        {
            write = stream.WriteAsync(buffer.AsMemory(0, length));
            if (write.IsCompleted)
            {
                write.GetAwaiter().GetResult();
                GiveBack(buffer);
                return;
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            GiveBack(buffer);
            End($"Sending failed: {error.Message}");
            return;
        }
        _writing = true;
        _ = FinishAsync(write, buffer);
    }

    private async Task FinishAsync(ValueTask write, byte[] buffer)
    {
        try
        {
            while (true)
            {
                await write;
                GiveBack(buffer);
                lock (_gate)
                {
                    if (_waitingLength == 0 || _ended)
                    {
                        _writing = false;
                        GiveBack(_waiting);
                        _waiting = null;
                        return;
                    }
                    (buffer, var length) = (_waiting!, _waitingLength);
                    (_waiting, _waitingLength) = (null, 0);
                    write = stream.WriteAsync(buffer.AsMemory(0, length));
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            lock (_gate)
            {
                End($"Sending failed: {error.Message}");
            }
        }
    }

    private void End(string reason)
    {
        if (!_ended)
        {
            _ended = true;
            fail(reason);
        }
    }

    private static void GiveBack(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
