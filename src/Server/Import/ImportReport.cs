using System.Text.Json.Serialization;

namespace Server.Import;

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>False when there is any error; then nothing is changed.</summary>
    public required bool Valid { get; init; }

    /// <summary>Chargers created, or that would be.</summary>
    public required int Created { get; init; }

    /// <summary>Chargers changed, or that would be.</summary>
    public required int Updated { get; init; }

    /// <summary>Chargers that are already as the file says.</summary>
    public required int Unchanged { get; init; }

    /// <summary>What to mend in the file.</summary>
    public required IReadOnlyList<ImportError> Errors { get; init; }

    /// <summary>The file's items in order.</summary>
    public required IReadOnlyList<ImportItem> Items { get; init; }
}

/// <summary>Something to mend.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Field">The field, from the item's place in the array on, such as <c>[4].evses[0].id</c>; empty for the file as a whole.</param>
/// <param name="Message">What to mend.</param>
public sealed record ImportError(int Line, string Field, string Message);

/// <summary>One item of the file.</summary>
/// <param name="Line">Line that it starts on, from 1.</param>
/// <param name="Id">Its id; null when it has none that can be read.</param>
/// <param name="Outcome">What happens to it.</param>
public sealed record ImportItem(int Line, string? Id, ImportOutcome Outcome);

/// <summary>What happens to an item of an import.</summary>
public enum ImportOutcome
{
    /// <summary>It is new.</summary>
    [JsonStringEnumMemberName("create")]
    Create,

    /// <summary>It has errors.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
