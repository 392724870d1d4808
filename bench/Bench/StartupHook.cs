using System.Net.Sockets;

/// <summary>
/// Runs inside a measured process that is started with DOTNET_STARTUP_HOOKS naming this assembly: who connects to the socket
/// that BENCH_PROBE names and sends a byte is told how many bytes of managed memory are left after a full collection, or
/// were in use at most. The name, and that it has no namespace, is what the runtime looks for.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0047",
    Justification = "The runtime finds it by its name alone."
)]
internal static class StartupHook
{
    public const string PathVariable = "BENCH_PROBE";
    public const byte Collected = (byte)'c';
    public const byte Peak = (byte)'p';
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static long _peak;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { } path)
        {
            new Thread(() => Answer(path)) { IsBackground = true, Name = "probe" }.Start();
            new Thread(Watch) { IsBackground = true, Name = "probe-peak" }.Start();
        }
    }

    private static void Watch()
    {
        while (true)
        {
            long now = GC.GetTotalMemory(forceFullCollection: false);
            if (now > Volatile.Read(ref _peak))
                Volatile.Write(ref _peak, now);
            Thread.Sleep(Pace);
        }
    }

    private static void Answer(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        byte[] question = new byte[1];
        while (true)
        {
            using var asked = listener.Accept();
            if (asked.Receive(question) == 1)
                asked.Send(BitConverter.GetBytes(question[0] == Peak ? TakePeak() : Collect()));
        }
    }

    private static long TakePeak() => Interlocked.Exchange(ref _peak, 0);

    private static long Collect()
    {
        // Twice: what has a finalizer goes with the second.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
