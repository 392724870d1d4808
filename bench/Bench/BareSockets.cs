using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bench;

/// <summary>
/// The floor: what the same frames over the same number of sockets cost a .NET process that does nothing else. One
/// loop sends every socket's frames at their instants; answers are read and dropped.
/// </summary>
internal static class BareSockets
{
    public static async Task<int> RunAsync(
        int port,
        int connections,
        int framesPerInterval,
        TimeSpan interval,
        byte[] frame,
        CancellationToken stop
    )
    {
        byte[] wire = new byte[frame.Length + 16];
        int length = WebSocketWire.WriteFrame(wire, WebSocketWire.TextFrame, frame, masked: true);
        var sockets = new Socket[connections];
        await Parallel.ForAsync(
            0,
            connections,
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = stop },
            async (i, token) => sockets[i] = await ConnectAsync(port, i, token)
        );
        Console.WriteLine("connected");

        foreach (var socket in sockets)
            _ = DrainAsync(socket, stop);
        var sender = new Thread(() => Send(sockets, wire.AsSpan(0, length), framesPerInterval, interval, stop))
        {
            IsBackground = true,
        };
        sender.Start();
        await Task.Delay(Timeout.Infinite, stop);
        return 0;
    }

    private static void Send(
        Socket[] sockets,
        ReadOnlySpan<byte> wire,
        int framesPerInterval,
        TimeSpan interval,
        CancellationToken stop
    )
    {
        long perInterval = (long)sockets.Length * framesPerInterval;
        long started = Stopwatch.GetTimestamp();
        long sent = 0;
        while (!stop.IsCancellationRequested)
        {
            long due = (long)(perInterval * (Stopwatch.GetElapsedTime(started) / interval));
            for (; sent < due; sent++)
                sockets[sent % sockets.Length].Send(wire);
            Thread.Sleep(10);
        }
    }

    private static async ValueTask<Socket> ConnectAsync(int port, int index, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
        await socket.SendAsync(WebSocketWire.UpgradeRequest($"BARE-{index}"), stop);
        await socket.ReceiveAsync(new byte[1024], stop);
        return socket;
    }

    private static async Task DrainAsync(Socket socket, CancellationToken stop)
    {
        byte[] buffer = new byte[256];
        while (await socket.ReceiveAsync(buffer, stop) > 0)
        {
            // Answers are not looked at: this is the floor.
        }
    }
}
