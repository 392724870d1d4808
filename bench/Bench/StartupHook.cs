using System.Net.Sockets;

/// <summary>
/// Runs inside a measured process that is started with DOTNET_STARTUP_HOOKS naming this assembly: who connects to the socket
/// that BENCH_PROBE names is told how many bytes of managed memory are left after a full collection. The name, and that it
/// has no namespace, is what the runtime looks for.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0047",
    Justification = "The runtime finds it by its name alone."
)]
internal static class StartupHook
{
    public const string PathVariable = "BENCH_PROBE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { } path)
            new Thread(() => Answer(path)) { IsBackground = true, Name = "probe" }.Start();
    }

    private static void Answer(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        while (true)
        {
            using var asked = listener.Accept();
            // Twice: what has a finalizer goes with the second.
            for (int i = 0; i < 2; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }
            asked.Send(BitConverter.GetBytes(GC.GetTotalMemory(forceFullCollection: true)));
        }
    }
}
