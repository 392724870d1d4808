namespace Server.Tests;

/// <summary>The folder that these sources are in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "OcppSimulator.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
