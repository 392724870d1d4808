using System.Text.Json.Serialization;

namespace Server.Import;

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>False when there is any error; then nothing is changed.</summary>
    public required bool Valid { get; init; }

    /// <summary>Items created, or that would be.</summary>
    public required int Created { get; init; }

    /// <summary>Items changed, or that would be.</summary>
    public required int Updated { get; init; }

    /// <summary>Items that are already as the file says.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many things there are to mend.</summary>
    public required int ErrorCount { get; init; }

    /// <summary>What to mend in the file: the first 1,000, and where there are more, a last one that says how many.</summary>
    public required IReadOnlyList<ImportError> Errors { get; init; }

    /// <summary>The file's items in order.</summary>
    public required IReadOnlyList<ImportItem> Items { get; init; }
}

/// <summary>Something to mend.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Field">
/// The field: in CSV the name of its column, in JSON its path from the item's place in the array on, such as
/// <c>[4].evses[0].id</c>; empty for the file or the line as a whole.
/// </param>
/// <param name="Message">What to mend.</param>
/// <param name="Value">The value that is wrong, at most 100 characters of it; null for none, and for a secret.</param>
public sealed record ImportError(int Line, string Field, string Message, string? Value = null);

/// <summary>One item of the file.</summary>
/// <param name="Line">Line that it starts on, from 1.</param>
/// <param name="Id">Its id; null when it has none that can be read.</param>
/// <param name="Outcome">What happens to it.</param>
/// <param name="Changes">The fields that an update changes, named as in <c>errors</c>; null for the other outcomes.</param>
public sealed record ImportItem(int Line, string? Id, ImportOutcome Outcome, IReadOnlyList<string>? Changes = null);

/// <summary>What happens to an item of an import.</summary>
public enum ImportOutcome
{
    /// <summary>It is new.</summary>
    [JsonStringEnumMemberName("create")]
    Create,

    /// <summary>It is there and changes.</summary>
    [JsonStringEnumMemberName("update")]
    Update,

    /// <summary>It is there as the file says.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>It has errors.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
