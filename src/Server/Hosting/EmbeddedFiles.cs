using System.Reflection;

namespace Server.Hosting;

/// <summary>The files of the folder data that are in this assembly.</summary>
internal static class EmbeddedFiles
{
    private static readonly Assembly Home = typeof(EmbeddedFiles).Assembly;

    /// <summary>The files of a folder, by name.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> In(string folder) =>
        [
            .. Home.GetManifestResourceNames()
                .Where(name => name.StartsWith($"{folder}/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[(folder.Length + 1)..], Read(name))),
        ];

    private static byte[] Read(string resource)
    {
        using var stream = Home.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
