using System.Diagnostics;

namespace Bench;

/// <summary>A child process whose memory and processor time are read from outside.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private readonly Process _process;

    private MeasuredProcess(Process process) => _process = process;

    public static MeasuredProcess Start(
        IEnumerable<string> arguments,
        bool quiet = false,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && path.EndsWith("dotnet") ? path : "dotnet"
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = quiet,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        if (quiet)
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }
        return new MeasuredProcess(process);
    }

    /// <summary>This program again, with other arguments.</summary>
    public static MeasuredProcess StartSelf(params string[] arguments) =>
        Start([typeof(MeasuredProcess).Assembly.Location, .. arguments]);

    public int Id => _process.Id;

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Sockets that it has open; null where the system does not say.</summary>
    public int? Sockets =>
        OperatingSystem.IsLinux()
            ? new DirectoryInfo($"/proc/{_process.Id}/fd")
                .EnumerateFiles()
                .Count(file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
            : null;

    public async Task<string> AskAsync(string line, CancellationToken stop)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), stop);
        await _process.StandardInput.FlushAsync(stop);
        return await ReadLineAsync(stop);
    }

    public async Task<string> ReadLineAsync(CancellationToken stop) =>
        await _process.StandardOutput.ReadLineAsync(stop)
        ?? throw new InvalidOperationException("The process has ended before it answered.");

    /// <summary>Standard output is read and dropped from here on, so that the process never blocks on it.</summary>
    public void IgnoreOutput() => _ = _process.StandardOutput.ReadToEndAsync();

    /// <summary>Asks the process to end (SIGTERM) and waits for it.</summary>
    public async Task<TimeSpan> TerminateAsync(TimeSpan limit)
    {
        long started = Stopwatch.GetTimestamp();
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"])) { }
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
