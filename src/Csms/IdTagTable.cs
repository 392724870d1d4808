using System.Collections.Concurrent;
using Ocpp;
using Ocpp.V16;

namespace Csms;

/// <summary>A tag that the central system knows.</summary>
/// <param name="IdTag">1 to 20 characters; compared without case.</param>
/// <param name="Status">Accepted, Blocked, Expired or Invalid.</param>
/// <param name="ExpiryDate">From then on an accepted tag is Expired.</param>
/// <param name="ParentIdTag">The group it belongs to.</param>
/// <param name="AllowConcurrentTx">False: a second transaction while one runs is answered with ConcurrentTx.</param>
public sealed record IdTagEntry(
    string IdTag,
    AuthorizationStatus Status,
    DateTimeOffset? ExpiryDate = null,
    string? ParentIdTag = null,
    bool AllowConcurrentTx = true
);

/// <summary>What is known of a tag from now on.</summary>
/// <param name="IdTag">The tag.</param>
/// <param name="Entry">Null: nothing any more.</param>
public sealed record IdTagChange(string IdTag, IdTagEntry? Entry);

/// <summary>Who may charge. Used by many connections at once.</summary>
public sealed class IdTagTable(bool acceptUnknown)
{
    private readonly ConcurrentDictionary<string, IdTagEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _running = new(StringComparer.OrdinalIgnoreCase);

    // Changes of a tag are told in the order in which they were made.
    private readonly Lock _changing = new();

    /// <summary>Told of each tag that was set or removed.</summary>
    public Action<IdTagChange>? Changed { get; set; }

    /// <summary>The tags set so far, in no order.</summary>
    public IReadOnlyCollection<IdTagEntry> Entries => (IReadOnlyCollection<IdTagEntry>)_entries.Values;

    /// <summary>Adds a tag or replaces what is known of it.</summary>
    public void Set(IdTagEntry entry)
    {
        lock (_changing)
        {
            _entries[entry.IdTag] = entry;
            Changed?.Invoke(new(entry.IdTag, entry));
        }
    }

    /// <summary>Forgets a tag: it counts as unknown from then on. False when it is not known.</summary>
    public bool Remove(string idTag)
    {
        lock (_changing)
        {
            if (!_entries.TryRemove(idTag, out var entry))
            {
                return false;
            }
            Changed?.Invoke(new(entry.IdTag, null));
            return true;
        }
    }

    internal void Clear()
    {
        _entries.Clear();
        _running.Clear();
    }

    /// <summary>The answer to Authorize and to StopTransaction.</summary>
    public IdTagInfo Authorize(string idTag, Instant now)
    {
        if (!_entries.TryGetValue(idTag, out var entry))
        {
            return new IdTagInfo
            {
                Status = acceptUnknown ? AuthorizationStatus.Accepted : AuthorizationStatus.Invalid,
            };
        }
        var expired = entry.Status == AuthorizationStatus.Accepted && entry.ExpiryDate <= now.ToUtc();
        return new IdTagInfo
        {
            Status = expired ? AuthorizationStatus.Expired : entry.Status,
            ExpiryDate = entry.ExpiryDate,
            ParentIdTag = entry.ParentIdTag,
        };
    }

    /// <summary>The answer to StartTransaction; an accepted tag counts as charging until <see cref="Release"/>.</summary>
    internal IdTagInfo Start(string idTag, Instant now)
    {
        var info = Authorize(idTag, now);
        if (info.Status != AuthorizationStatus.Accepted)
        {
            return info;
        }
        var limited = _entries.TryGetValue(idTag, out var entry) && !entry.AllowConcurrentTx;
        if (Occupy(idTag) > 1 && limited)
        {
            Release(idTag);
            return info with { Status = AuthorizationStatus.ConcurrentTx };
        }
        return info;
    }

    internal int Occupy(string idTag) => _running.AddOrUpdate(idTag, 1, static (_, running) => running + 1);

    internal void Release(string idTag)
    {
        // Zero entries go, so that a flood of tags leaves nothing behind.
        if (_running.AddOrUpdate(idTag, 0, static (_, running) => running - 1) <= 0)
        {
            _running.TryRemove(new KeyValuePair<string, int>(idTag, 0));
        }
    }
}
