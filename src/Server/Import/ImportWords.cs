namespace Server.Import;

/// <summary>What chargers and vehicles are refused for alike.</summary>
internal static class ImportWords
{
    public const string NoLocation = "is no field of an import, whose file goes into one location: move it with PATCH";

    public static string Taken(ImportSchema schema, string id, string locationId) =>
        $"is taken: location '{locationId}' has a {schema.Noun} '{id}' already; mode=upsert (Create and update) changes it";

    public static string Elsewhere(ImportSchema schema, string id, string locationId) =>
        $"is taken: location '{locationId}' has a {schema.Noun} '{id}' already; "
        + $"PATCH /{schema.Plural}/{Uri.EscapeDataString(id)} with a locationId moves it (select it in its list, then Move)";
}
