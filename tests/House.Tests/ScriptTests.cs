using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace House.Tests;

/// <summary>./run and ./test on a machine that lacks what they need.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests : IDisposable
{
    // What the scripts use of any system.
    private static readonly string[] Tools = ["dirname", "cut", "sort", "tail", "tr"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(HereDirectory(), "..", ".."));

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("scripts-");

    public ScriptTests() => Array.ForEach(Tools, tool => Link(tool, Find(tool)));

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task Without_the_SDK_they_say_what_to_install(string script)
    {
        Script("node", "echo v24.0.0");
        Script("npm", "true");

        await FailsWithAsync(script, "The .NET 10 SDK is needed");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task An_older_SDK_is_none(string script)
    {
        Script("dotnet", "echo '9.0.100 [/usr/share/dotnet/sdk]'");
        Script("node", "echo v24.0.0");
        Script("npm", "true");

        await FailsWithAsync(script, "The .NET 10 SDK is needed");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task Without_Node_they_say_what_to_install(string script)
    {
        Script("dotnet", "echo '10.0.100 [/usr/share/dotnet/sdk]'");

        await FailsWithAsync(script, "Node.js 20 or later, with npm, is needed");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task An_older_Node_is_none(string script)
    {
        Script("dotnet", "echo '10.0.100 [/usr/share/dotnet/sdk]'");
        Script("node", "echo v18.20.0");
        Script("npm", "true");

        await FailsWithAsync(script, "Node.js 20 or later, with npm, is needed");
    }

    public void Dispose() => _path.Delete(recursive: true);

    private async Task FailsWithAsync(string script, string words)
    {
        var start = new ProcessStartInfo(Find("bash"), [Path.Combine(Root, script)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = _path.FullName;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(2, errors);
        (await output).ShouldBeEmpty();
        var line = errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
        line.ShouldContain(words);
        line.ShouldContain("install it from https://");
    }

    private void Link(string name, string target) =>
        File.CreateSymbolicLink(Path.Combine(_path.FullName, name), target);

    private void Script(string name, string command)
    {
        var path = Path.Combine(_path.FullName, name);
        File.WriteAllText(path, $"#!{Find("bash")}\n{command}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static string Find(string tool) =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(directory => Path.Combine(directory, tool))
            .First(File.Exists);

    private static string HereDirectory([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
