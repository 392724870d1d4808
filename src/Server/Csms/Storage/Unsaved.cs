using System.Collections.Concurrent;

namespace Server.Csms.Storage;

/// <summary>
/// The newest state of things that are not in the database yet. Noted by many threads, written by one. Bounded: while
/// nothing can be written, new things beyond the limit are not noted.
/// </summary>
internal sealed class Unsaved<TKey, T>(Func<T, TKey> keyOf, int limit, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
    where T : class
{
    private readonly ConcurrentDictionary<TKey, T> _items = new(comparer ?? EqualityComparer<TKey>.Default);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>True when something new is not noted.</summary>
    public bool IsFull => Count >= limit;

    public void Note(T item)
    {
        var key = keyOf(item);
        if (!IsFull || _items.ContainsKey(key))
        {
            _items.AddOrUpdate(
                key,
                _ =>
                {
                    Interlocked.Increment(ref _count);
                    return item;
                },
                (_, _) => item
            );
        }
    }

    public T[] Peek() => Count == 0 ? [] : [.. _items.Select(pair => pair.Value)];

    /// <summary>Takes out what was written, unless it has changed since.</summary>
    public void Written(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            if (_items.TryRemove(new KeyValuePair<TKey, T>(keyOf(item), item)))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }
}
