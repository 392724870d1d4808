using System.Collections.Frozen;
using System.Text.Json;
using Server.Api;
using Server.Hosting;

namespace Server.Samples;

/// <summary>The files of data/samples: for each site of its index the chargers and the vehicles, as CSV and as JSON.</summary>
internal static class SampleLibrary
{
    private static readonly Lazy<FrozenDictionary<string, byte[]>> Contents = new(() =>
        EmbeddedFiles.In("samples").ToFrozenDictionary(file => file.Name, file => file.Content, StringComparer.Ordinal)
    );
    private static readonly Lazy<IReadOnlyList<SampleFile>> Files = new(() => [.. ReadIndex()]);

    /// <summary>All files, site by site.</summary>
    public static IReadOnlyList<SampleFile> All => Files.Value;

    /// <summary>The content of a file; null when there is none of that name.</summary>
    public static (SampleFile File, byte[] Content)? Find(string name) =>
        All.FirstOrDefault(file => file.Name == name) is { } file ? (file, Contents.Value[name]) : null;

    private static IEnumerable<SampleFile> ReadIndex()
    {
        var sites = JsonSerializer.Deserialize<IReadOnlyList<Site>>(Contents.Value["index.json"], ApiJson.Options)!;
        foreach (var site in sites)
        {
            foreach (var content in Enum.GetValues<SampleContent>())
            {
                var name = $"{site.Id}-{EnumNames<SampleContent>.Name(content)}";
                var items = Count(Contents.Value[$"{name}.json"]);
                foreach (var format in Enum.GetValues<SampleFormat>())
                {
                    var file = $"{name}.{EnumNames<SampleFormat>.Name(format)}";
                    var size = Contents.Value[file].Length;
                    yield return new(file, site.Id, site.Name, site.Description, content, format, items, size);
                }
            }
        }
    }

    private static int Count(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetArrayLength();
    }

    private sealed record Site(string Id, string Name, string Description);
}
