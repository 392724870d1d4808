using System.Text.Json.Serialization;

namespace Server.Samples;

/// <summary>A file to try imports with.</summary>
/// <param name="Name">Its name: GET /samples/{name}.</param>
/// <param name="Site">The site that it belongs to, such as ac-site.</param>
/// <param name="Title">That site's name.</param>
/// <param name="Description">What the site is.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Items">How many chargers or vehicles are in it.</param>
/// <param name="SizeBytes">How large it is.</param>
public sealed record SampleFile(
    string Name,
    string Site,
    string Title,
    string Description,
    SampleContent Content,
    SampleFormat Format,
    int Items,
    int SizeBytes
);

/// <summary>What is in a sample.</summary>
public enum SampleContent
{
    /// <summary>POST /import/chargers takes it.</summary>
    [JsonStringEnumMemberName("chargers")]
    Chargers,

    /// <summary>POST /import/vehicles takes it.</summary>
    [JsonStringEnumMemberName("vehicles")]
    Vehicles,
}

/// <summary>How a sample is written.</summary>
public enum SampleFormat
{
    /// <summary>text/csv</summary>
    [JsonStringEnumMemberName("csv")]
    Csv,

    /// <summary>application/json</summary>
    [JsonStringEnumMemberName("json")]
    Json,
}
