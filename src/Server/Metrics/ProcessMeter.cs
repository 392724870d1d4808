using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Enumeration;
using Server.Roster;

namespace Server.Metrics;

/// <summary>The process as the system sees it, under the names that Prometheus's own libraries use; the runtime measures itself.</summary>
internal static class ProcessMeter
{
    private const string OpenFiles = "/proc/self/fd";

    public static void Observe(Meter meter)
    {
        using var process = Process.GetCurrentProcess();
        var started = (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        meter.CreateObservableCounter(
            "process.cpu",
            () => Environment.CpuUsage.TotalTime.TotalSeconds,
            "s",
            "Processor time used, of user and system"
        );
        meter.CreateObservableUpDownCounter(
            "process.resident.memory",
            () => Environment.WorkingSet,
            "By",
            "Memory in use, as the system sees it"
        );
        meter.CreateObservableGauge(
            "process.start.time",
            () => started,
            "s",
            "When the process started, since 1970-01-01 UTC"
        );
        if (Directory.Exists(OpenFiles))
        {
            meter.CreateObservableUpDownCounter(
                "process.open.fds",
                CountOpenFiles,
                unit: null,
                "Files and sockets that are open (Linux)"
            );
            meter.CreateObservableGauge(
                "process.max.fds",
                () => SocketBudget.OpenFiles,
                unit: null,
                "Files and sockets that may be open (Linux)"
            );
        }
    }

    // The one that is open to look is among them.
    private static IEnumerable<Measurement<long>> CountOpenFiles()
    {
        try
        {
            // Since Linux 6.2 the size of the directory is their number; to count thousands of them takes a tenth of a second.
            var size = new FileSystemEnumerable<long>("/proc/self", static (ref it) => it.Length)
            {
                ShouldIncludePredicate = static (ref it) => it.FileName is "fd",
            }.Single();
            return
            [
                new((size > 0 ? size : new FileSystemEnumerable<bool>(OpenFiles, static (ref _) => true).Count()) - 1),
            ];
        }
        catch (IOException)
        {
            // None can be opened any more, not even this one.
            return [];
        }
    }
}
