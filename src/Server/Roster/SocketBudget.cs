using System.Globalization;
using Server.Hosting;

namespace Server.Roster;

/// <summary>
/// How many sockets the process may have open. At the limit of open files the runtime itself gives up, so chargers stop
/// being started before it is reached.
/// </summary>
internal static class SocketBudget
{
    /// <summary>Connections of pages and scripts, and those that are on their way to a WebSocket.</summary>
    public const int Plain = 500;

    // Besides those: pages' hubs, the database, the runtime's own files.
    private const int Reserve = Plain + 300;

    // Fewer sockets for chargers than this are no simulator.
    private const int Least = 100;

    /// <summary>Files and sockets that the process may have open.</summary>
    public static readonly int OpenFiles = ReadOpenFiles();

    /// <summary>The most sockets for chargers; of the charger's end, and of the embedded CSMS's where it is that.</summary>
    public static int Limit { get; } = Math.Max(Least, OpenFiles - Reserve);

    /// <summary>WebSockets that the server takes: a charger at the embedded CSMS has one here and one there.</summary>
    public static long? ServerSockets => Limit > 1_000_000 ? null : (Limit / 2) + 100;

    /// <summary>Whether there is room for the simulator at all.</summary>
    /// <exception cref="StartFailureException">The process may open too few files.</exception>
    public static void Check()
    {
        if (OpenFiles < Reserve + Least)
        {
            throw new StartFailureException(
                $"This process may open {OpenFiles} files, and the simulator needs {Reserve + Least} and one more for each charger: "
                    + "raise the limit (ulimit -n 20000)."
            );
        }
    }

    private static int ReadOpenFiles()
    {
        // Other systems than Linux have no such limit that matters here.
        const string limits = "/proc/self/limits";
        if (!File.Exists(limits))
        {
            return int.MaxValue;
        }

        var line = File.ReadLines(limits)
            .FirstOrDefault(text => text.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3);
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
