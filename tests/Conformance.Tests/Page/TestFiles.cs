using System.Runtime.CompilerServices;

namespace Conformance.Tests.Page;

/// <summary>Where the source of a test stands, for links: a class has a file of its name in the directory of its assembly.</summary>
internal static class TestFiles
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(HereDirectory(), "..", "..", ".."));

    /// <summary>From the root of the repository, with slashes.</summary>
    /// <exception cref="InvalidOperationException">There is none, or several.</exception>
    public static string PathOf(Type type)
    {
        string directory = Path.Combine(Root, "tests", type.Assembly.GetName().Name!);
        string file = Directory
            .EnumerateFiles(directory, $"{type.Name}.cs", SearchOption.AllDirectories)
            .Single(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
        return Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string HereDirectory([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
