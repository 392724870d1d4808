using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Server.Tests;

/// <summary>The real program in a process of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Listens().Match(text) is { Success: true } match)
            {
                _url.TrySetResult(match.Groups["url"].Value);
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                lock (_errors)
                {
                    _errors.AppendLine(text);
                }
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written on stderr.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public static ServerProcess Start(
        IEnumerable<string> arguments,
        params (string Name, string Value)[] environment
    ) => Start("dotnet", [], arguments, environment);

    /// <summary>Under limits, as a POSIX shell sets them before it becomes the program.</summary>
    public static ServerProcess StartUnder(string limits, IEnumerable<string> arguments) =>
        Start("sh", ["-c", $"{limits} && exec dotnet \"$@\"", "sh"], arguments, []);

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    private static ServerProcess Start(
        string program,
        IEnumerable<string> before,
        IEnumerable<string> arguments,
        (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // It runs from anywhere.
            WorkingDirectory = Path.GetTempPath(),
        };
        var server = Path.Combine(AppContext.BaseDirectory, "Server.dll");
        foreach (var argument in before.Append(server).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        // As in this process: see the project file.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(new Process { StartInfo = start });
    }

    /// <summary>Where it listens, once it does.</summary>
    public Task<string> UrlAsync() => _url.Task.WaitAsync(TimeSpan.FromSeconds(180));

    /// <summary>Its exit code, once it has one.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("-TERM");
        return await ExitAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>
    /// Stops all of its threads where they are: what is in its files now is what a kill at this instant would leave.
    /// </summary>
    public async Task FreezeAsync()
    {
        await SignalAsync("-STOP");
        await StoppedAsync();
    }

    /// <summary>Lets it go on for as long as a shell takes to count.</summary>
    public async Task StepAsync(int count)
    {
        const string script = "kill -CONT $0; i=0; while [ $i -lt $1 ]; do i=$((i+1)); done; kill -STOP $0";
        await RunAsync("sh", "-c", script, _process.Id.ToString(), count.ToString());
        await StoppedAsync();
    }

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Whether it is in a transaction that writes: it then holds that lock of SQLite's write-ahead log.</summary>
    public bool WritesDatabase() =>
        File.ReadLines("/proc/locks")
            .Any(held =>
                held.Contains($" WRITE {_process.Id} ", StringComparison.Ordinal)
                && held.EndsWith(" 120 120", StringComparison.Ordinal)
            );

    private Task<List<char>> StoppedAsync() =>
        Await.ForAsync(() => Task.FromResult(States()), states => states.All(state => state == 'T'));

    // Of its threads: T is stopped.
    private List<char> States() =>
        [
            .. Directory
                .EnumerateDirectories($"/proc/{_process.Id}/task")
                .Select(thread => File.ReadAllText(Path.Combine(thread, "stat")))
                .Select(stat => stat[stat.LastIndexOf(')') + 2]),
        ];

    private Task SignalAsync(string signal) => RunAsync("kill", signal, _process.Id.ToString());

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"listens at (?<url>http://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listens();
}
