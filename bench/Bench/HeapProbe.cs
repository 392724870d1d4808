using System.Net.Sockets;

namespace Bench;

/// <summary>Asks a process that was started with <see cref="StartupHook"/> for its managed heap.</summary>
internal sealed class HeapProbe(string directory)
{
    private readonly string _path = Path.Combine(directory, "probe");

    /// <summary>What the process is to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(HeapProbe).Assembly.Location,
            [StartupHook.PathVariable] = _path,
        };

    /// <summary>Bytes that are left after a full collection.</summary>
    public Task<long> CollectedAsync(CancellationToken stop) => AskAsync(StartupHook.Collected, stop);

    /// <summary>The most bytes in use since this was last asked, as seen every 10 ms.</summary>
    public Task<long> PeakAsync(CancellationToken stop) => AskAsync(StartupHook.Peak, stop);

    private async Task<long> AskAsync(byte question, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), stop);
        await socket.SendAsync(new[] { question }, stop);
        byte[] bytes = new byte[sizeof(long)];
        int read = 0;
        while (read < bytes.Length)
        {
            int more = await socket.ReceiveAsync(bytes.AsMemory(read), stop);
            if (more == 0)
                throw new InvalidOperationException("The probe did not answer.");
            read += more;
        }
        return BitConverter.ToInt64(bytes);
    }
}
