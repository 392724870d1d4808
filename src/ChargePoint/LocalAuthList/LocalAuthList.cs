using Ocpp.V16;

namespace ChargePoints;

/// <summary>An entry of the local authorization list: what the CSMS has said about a tag in advance (OCPP 1.6 §7.1).</summary>
/// <param name="IdTag">At most 20 characters, compared without case.</param>
/// <param name="Status">As given. <c>ConcurrentTx</c> stands for a valid tag here (OCPP 1.6 §7.2).</param>
/// <param name="ExpiryDate">When it expires by the charger's clock; null for never.</param>
/// <param name="ParentIdTag">Its group; null without one.</param>
public readonly record struct LocalListEntry(
    string IdTag,
    AuthorizationStatus Status,
    DateTimeOffset? ExpiryDate,
    string? ParentIdTag
);

/// <summary>
/// The local authorization list (OCPP 1.6 §3.5.2): tags that the CSMS has told in advance. Immutable, an update makes another: it is applied
/// whole or not at all, and other threads may read it. A list without entries is none; its version counts as 0 (OCPP 1.6 §5.10).
/// </summary>
public sealed class LocalAuthList
{
    private static readonly Comparer<LocalListEntry> ByTag = Comparer<LocalListEntry>.Create(
        (a, b) => string.Compare(a.IdTag, b.IdTag, StringComparison.OrdinalIgnoreCase)
    );

    private readonly LocalListEntry[] _entries;

    private LocalAuthList(int version, LocalListEntry[] entries)
    {
        Version = version;
        _entries = entries;
    }

    /// <summary>The version that the CSMS has given it; never 0 or -1.</summary>
    public int Version { get; }

    /// <summary>The entries by tag, without regard to case; at least one.</summary>
    public IReadOnlyList<LocalListEntry> Entries => _entries;

    /// <summary>The entry of a tag; null when it is not listed.</summary>
    public LocalListEntry? Find(string idTag)
    {
        int index = Array.BinarySearch(_entries, new(idTag, default, null, null), ByTag);
        return index < 0 ? null : _entries[index];
    }

    /// <summary>A list of these entries; null for no entries.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="entries">Each tag at most once, in any order.</param>
    internal static LocalAuthList? Of(int version, IReadOnlyCollection<LocalListEntry> entries)
    {
        if (entries.Count == 0)
        {
            return null;
        }
        LocalListEntry[] sorted = [.. entries];
        Array.Sort(sorted, ByTag);
        return new(version, sorted);
    }

    /// <summary>What the list becomes by an update that is in order; null when no entry is left.</summary>
    /// <param name="before">The list; null without entries.</param>
    /// <param name="update">No tag twice; entries without idTagInfo only in a differential update.</param>
    internal static LocalAuthList? Updated(LocalAuthList? before, SendLocalListRequest update)
    {
        IReadOnlyList<AuthorizationData> changes = update.LocalAuthorizationList ?? [];
        if (update.UpdateType == UpdateType.Full)
        {
            return Of(update.ListVersion, [.. changes.Select(EntryOf)]);
        }
        if (changes.Count == 0)
        {
            return before is null ? null : new(update.ListVersion, before._entries);
        }
        var entries = new Dictionary<string, LocalListEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (LocalListEntry entry in before?._entries ?? [])
        {
            entries.Add(entry.IdTag, entry);
        }
        foreach (AuthorizationData change in changes)
        {
            // An entry may come back in another spelling: the last one stands.
            entries.Remove(change.IdTag);
            if (change.IdTagInfo is not null)
            {
                entries.Add(change.IdTag, EntryOf(change));
            }
        }
        return Of(update.ListVersion, entries.Values);
    }

    private static LocalListEntry EntryOf(AuthorizationData data)
    {
        IdTagInfo info = data.IdTagInfo!;
        return new(
            data.IdTag,
            info.Status,
            info.ExpiryDate,
            string.IsNullOrEmpty(info.ParentIdTag) ? null : info.ParentIdTag
        );
    }
}
