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

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(new Process { StartInfo = start });
    }

    /// <summary>Where it listens, once it does.</summary>
    public Task<string> UrlAsync() => _url.Task.WaitAsync(TimeSpan.FromSeconds(90));

    /// <summary>Its exit code, once it has one.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        return await ExitAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
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
