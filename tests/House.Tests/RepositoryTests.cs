using System.Runtime.CompilerServices;

namespace House.Tests;

/// <summary>House rules that a look at the files can enforce.</summary>
public sealed class RepositoryTests
{
    private const int LineLimit = 400;

    // Longer, each for its reason.
    private static readonly string[] LongFiles =
    [
        "src/Ocpp/V16/Actions.cs", // one table of 39 actions
        "web/src/api/schema.ts", // generated from the OpenAPI document
    ];

    private static readonly string[] Rooms = ["src", "tests", "bench"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(HereDirectory(), "..", ".."));

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = SourceFiles()
            .Select(path => (Path: Path.GetRelativePath(Root, path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > LineLimit && !LongFiles.Contains(file.Path.Replace('\\', '/')));

        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_for_later_in_the_sources()
    {
        string[] markers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "Skip" + " = \""];
        var leftOvers = SourceFiles()
            .SelectMany(path =>
                File.ReadLines(path).Select((line, i) => $"{Path.GetRelativePath(Root, path)}:{i + 1}: {line.Trim()}")
            )
            .Where(line => markers.Any(line.Contains));

        leftOvers.ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Root, "OcppSimulator.slnx"));
        var missing = Directories()
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !solution.Contains($"\"{path}\""));

        missing.ShouldBeEmpty();
    }

    private static IEnumerable<string> Directories() => Rooms.Select(room => Path.Combine(Root, room));

    private static IEnumerable<string> SourceFiles() =>
        Directories()
            .Append(Path.Combine(Root, "web", "src"))
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".ts" or ".tsx")
            .Where(path => !IsGenerated(path));

    private static bool IsGenerated(string path)
    {
        string[] parts = Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar);
        return parts.Any(part => part is "bin" or "obj" or "node_modules" or "Migrations" or "generated")
            || path.Contains(".gen.");
    }

    private static string HereDirectory([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
