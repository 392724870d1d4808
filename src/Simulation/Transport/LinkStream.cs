namespace Simulation.Transport;

/// <summary>
/// The stream that the WebSocket reads from: what came with the handshake first. It notes each arrival, and sends what
/// the WebSocket writes by itself (pongs) through the link's writer, in which our own frames go as well.
/// </summary>
internal sealed class LinkStream(Stream inner, byte[] first, LinkWriter writer, Action received) : Stream
{
    private int _firstRead;

    /// <summary>The code with which the WebSocket, of itself, closed (RFC 6455 §7.4.1): what the peer did wrong; 0 while it has not.</summary>
    public int CloseCode { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_firstRead < first.Length)
        {
            var count = Math.Min(buffer.Length, first.Length - _firstRead);
            first.AsMemory(_firstRead, count).CopyTo(buffer);
            _firstRead += count;
            return new ValueTask<int>(count);
        }
        var read = inner.ReadAsync(buffer, cancellationToken);
        if (read.IsCompletedSuccessfully)
        {
            received();
            return new ValueTask<int>(read.Result);
        }
        // Nothing has arrived yet. Whoever awaits this reads again, or reads a byte: life is noted then.
        return buffer.IsEmpty ? read : NotedAsync(read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var frame = buffer.Span;
        // Masked: two bytes of head, four of mask, then the code.
        if (frame.Length >= 8 && frame[0] == (0x80 | WebSocketFrame.Close))
        {
            CloseCode = ((frame[6] ^ frame[2]) << 8) | (frame[7] ^ frame[3]);
        }
        writer.SendRaw(frame);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<int> NotedAsync(ValueTask<int> read)
    {
        var count = await read;
        received();
        return count;
    }
}
