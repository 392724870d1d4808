using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The authorization cache (OCPP 1.6 §3.5.1): what the CSMS last said about a tag, valid or not. Bounded: when it is
/// full an invalid entry goes first, else the oldest. Most charge points see few tags: a list, oldest first, does.
/// </summary>
internal sealed class AuthorizationCache(ChargePoint cp)
{
    /// <summary>Entries that it holds.</summary>
    public const int Capacity = 250;

    private List<DurableCacheEntry>? _entries;

    public IReadOnlyList<DurableCacheEntry> Entries => _entries ?? (IReadOnlyList<DurableCacheEntry>)[];

    public void Restore(IReadOnlyList<DurableCacheEntry> saved) => _entries = saved.Count == 0 ? null : [.. saved];

    /// <summary>The entry of a tag, with status Expired once its expiry has passed; null when the cache is off or has none.</summary>
    public DurableCacheEntry? Find(string idTag)
    {
        if (!cp.Configuration.AuthorizationCacheEnabled || IndexOf(idTag) is not (>= 0 and int index))
        {
            return null;
        }
        DurableCacheEntry entry = _entries![index];
        return entry.ExpiryDate <= cp.Clock ? entry with { Status = AuthorizationStatus.Expired } : entry;
    }

    /// <summary>Takes note of an idTagInfo from Authorize, StartTransaction or StopTransaction.</summary>
    public void Update(string idTag, IdTagInfo? info)
    {
        if (info is null || !cp.Configuration.AuthorizationCacheEnabled)
        {
            return;
        }
        // ConcurrentTx says something about a transaction, not about the tag.
        if (info.Status == AuthorizationStatus.ConcurrentTx)
        {
            return;
        }
        string? parent = string.IsNullOrEmpty(info.ParentIdTag) ? null : info.ParentIdTag;
        DurableCacheEntry entry = new(idTag, info.Status, info.ExpiryDate, parent);
        int index = IndexOf(idTag);
        if (index >= 0)
        {
            if (_entries![index] == entry)
            {
                return;
            }
            _entries.RemoveAt(index);
        }
        (_entries ??= new(1)).Add(entry);
        if (_entries.Count > Capacity)
        {
            Evict();
        }
        cp.Save(DurableParts.AuthorizationCache);
    }

    /// <summary>Tags of the local list are not cached (OCPP 1.6 §3.5.3).</summary>
    public void RemoveListed()
    {
        if (_entries?.RemoveAll(entry => cp.ListedTag(entry.IdTag) is not null) > 0)
        {
            cp.Save(DurableParts.AuthorizationCache);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _entries = null;
        cp.Save(DurableParts.AuthorizationCache);
    }

    private void Evict()
    {
        DateTimeOffset clock = cp.Clock;
        int invalid = _entries!.FindIndex(entry =>
            entry.Status != AuthorizationStatus.Accepted || entry.ExpiryDate <= clock
        );
        _entries.RemoveAt(Math.Max(invalid, 0));
    }

    private int IndexOf(string idTag) => _entries?.FindIndex(entry => IdTags.Same(entry.IdTag, idTag)) ?? -1;
}

/// <summary>Identifiers of drivers are compared without case (CiString); groups only with groups.</summary>
internal static class IdTags
{
    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when both tags are known to belong to the same group.</summary>
    public static bool SameGroup(string? parentA, string? parentB) =>
        !string.IsNullOrEmpty(parentA) && Same(parentA, parentB);
}
