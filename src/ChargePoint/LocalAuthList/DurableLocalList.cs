namespace ChargePoints;

/// <summary>The local authorization list as saved.</summary>
public sealed record DurableLocalList
{
    /// <summary>Its version; 0 without entries.</summary>
    public int Version { get; init; }

    /// <summary>Its entries, each tag once.</summary>
    public IReadOnlyList<LocalListEntry> Entries { get; init; } = [];
}
