using System.Text.Json;
using Server.Api;
using Server.Hosting;

namespace Server.Templates;

/// <summary>The models of data/models.</summary>
internal static class ModelLibrary
{
    private static readonly Lazy<IReadOnlyList<ModelTemplate>> Library = new(Load);

    /// <summary>All models, by maker and name.</summary>
    public static IReadOnlyList<ModelTemplate> All => Library.Value;

    /// <summary>The model of that id; null when there is none.</summary>
    public static ModelTemplate? Find(string id) => All.FirstOrDefault(template => template.Model.Id == id);

    /// <summary>Reads a model's file; throws <see cref="InvalidDataException"/> with all that is wrong with it.</summary>
    /// <param name="name">The file's name, which is the model's id with .json.</param>
    /// <param name="utf8">Its content.</param>
    public static ModelTemplate Read(string name, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8);
            var errors = new List<FieldError>();
            return ModelReader.Read(json.RootElement, Path.GetFileNameWithoutExtension(name), errors)
                ?? throw new InvalidDataException(
                    $"Model {name}: {string.Join("; ", errors.Select(error => $"{error.Path} {error.Message}".TrimStart()))}"
                );
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"Model {name} is not JSON: {JsonBody.Misspelt(error)}.", error);
        }
    }

    private static IReadOnlyList<ModelTemplate> Load() =>
        [
            .. EmbeddedFiles
                .In("models")
                .Select(file => Read(file.Name, file.Content))
                .OrderBy(template => template.Model.Vendor, StringComparer.Ordinal)
                .ThenBy(template => template.Model.Evses[0].CurrentType)
                .ThenBy(template => template.Model.Evses[0].MaxPowerW)
                .ThenBy(template => template.Model.Id, StringComparer.Ordinal),
        ];
}
