using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Bench;

/// <summary>
/// A CSMS that accepts everything and keeps nothing but counts, so that the process measured is the simulator. It says
/// its port on the first line of standard output and its counts on a line for each line of standard input.
/// </summary>
internal sealed class NullCsms
{
    private int _connected;
    private int _booted;
    private int _transactions;
    private long _calls;
    private long _bytes;
    private byte[] _lastMeterValues = [];

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var csms = new NullCsms();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        _ = csms.AcceptAsync(listener, stop);
        while (await Console.In.ReadLineAsync(stop) is not null)
            Console.WriteLine(JsonSerializer.Serialize(csms.Count()));
        return 0;
    }

    private NullCsmsCounts Count() =>
        new(
            Volatile.Read(ref _connected),
            Volatile.Read(ref _booted),
            Volatile.Read(ref _transactions),
            Volatile.Read(ref _calls),
            Volatile.Read(ref _bytes),
            Encoding.UTF8.GetString(Volatile.Read(ref _lastMeterValues)),
            Stopwatch.GetTimestamp()
        );

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            _ = ServeAsync(await listener.AcceptAsync(stop), stop);
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        socket.NoDelay = true;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        byte[] answer = new byte[512];
        int filled = 0;
        bool upgraded = false;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(filled), stop) is > 0 and var count)
            {
                filled += count;
                if (!upgraded)
                {
                    if (WebSocketWire.AcceptUpgrade(buffer.AsSpan(0, filled)) is not { } accept)
                        continue;
                    await socket.SendAsync(accept, stop);
                    upgraded = true;
                    filled = 0;
                    Interlocked.Increment(ref _connected);
                    continue;
                }
                int read = 0;
                while (
                    WebSocketWire.TryReadFrame(buffer.AsSpan(read, filled - read), out int opcode, out var payload)
                        is > 0
                            and var taken
                )
                {
                    int length = Answer(opcode, payload, answer);
                    read += taken;
                    if (length > 0)
                        await socket.SendAsync(answer.AsMemory(0, length), stop);
                    if (opcode == WebSocketWire.CloseFrame)
                        return;
                }
                buffer.AsSpan(read, filled - read).CopyTo(buffer);
                filled -= read;
            }
        }
        catch (SocketException)
        {
            // The other side is gone; the count below says so.
        }
        finally
        {
            if (upgraded)
                Interlocked.Decrement(ref _connected);
            ArrayPool<byte>.Shared.Return(buffer);
            socket.Dispose();
        }
    }

    private int Answer(int opcode, Span<byte> frame, byte[] answer)
    {
        if (opcode == WebSocketWire.PingFrame)
            return WebSocketWire.WriteFrame(answer, 10, frame, masked: false);
        if (opcode == WebSocketWire.CloseFrame)
            return WebSocketWire.WriteFrame(answer, WebSocketWire.CloseFrame, frame, masked: false);
        if (opcode != WebSocketWire.TextFrame || frame.Length < 5 || frame[1] != '2')
            return 0;
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _bytes, frame.Length);

        // [2,"<id>","<Action>",{…}] as our simulator writes it: no spaces, no escapes in id and action.
        Span<byte> rest = frame[4..];
        int idLength = rest.IndexOf((byte)'"');
        ReadOnlySpan<byte> id = rest[..idLength];
        rest = rest[(idLength + 3)..];
        ReadOnlySpan<byte> action = rest[..rest.IndexOf((byte)'"')];

        Span<byte> text = stackalloc byte[256];
        int at = 0;
        Append(text, ref at, "[3,\""u8);
        Append(text, ref at, id);
        Append(text, ref at, "\","u8);
        AppendPayload(text, ref at, action, frame);
        Append(text, ref at, "]"u8);
        return WebSocketWire.WriteFrame(answer, WebSocketWire.TextFrame, text[..at], masked: false);
    }

    private void AppendPayload(Span<byte> text, ref int at, ReadOnlySpan<byte> action, ReadOnlySpan<byte> frame)
    {
        if (action.SequenceEqual("MeterValues"u8))
        {
            if (Volatile.Read(ref _calls) % 64 == 0 || _lastMeterValues.Length == 0)
                Volatile.Write(ref _lastMeterValues, frame.ToArray());
            Append(text, ref at, "{}"u8);
        }
        else if (action.SequenceEqual("BootNotification"u8))
        {
            Interlocked.Increment(ref _booted);
            Append(text, ref at, "{\"status\":\"Accepted\",\"interval\":300,\"currentTime\":\""u8);
            AppendNow(text, ref at);
            Append(text, ref at, "\"}"u8);
        }
        else if (action.SequenceEqual("Heartbeat"u8))
        {
            Append(text, ref at, "{\"currentTime\":\""u8);
            AppendNow(text, ref at);
            Append(text, ref at, "\"}"u8);
        }
        else if (action.SequenceEqual("StartTransaction"u8))
        {
            Append(text, ref at, "{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":"u8);
            Interlocked.Increment(ref _transactions).TryFormat(text[at..], out int written);
            at += written;
            Append(text, ref at, "}"u8);
        }
        else if (action.SequenceEqual("Authorize"u8))
        {
            Append(text, ref at, "{\"idTagInfo\":{\"status\":\"Accepted\"}}"u8);
        }
        else
        {
            Append(text, ref at, "{}"u8);
        }
    }

    private static void AppendNow(Span<byte> text, ref int at)
    {
        DateTimeOffset.UtcNow.TryFormat(text[at..], out int written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        at += written;
    }

    private static void Append(Span<byte> text, ref int at, ReadOnlySpan<byte> more)
    {
        more.CopyTo(text[at..]);
        at += more.Length;
    }
}

/// <summary>What the null CSMS has seen so far.</summary>
internal sealed record NullCsmsCounts(
    int Connected,
    int Booted,
    int Transactions,
    long Calls,
    long Bytes,
    string LastMeterValues,
    long Timestamp
);
