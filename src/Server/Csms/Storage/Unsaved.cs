namespace Server.Csms.Storage;

/// <summary>
/// The newest state of things that are not in the database yet. Noted by many threads, written by one. Bounded: while
/// nothing can be written, new things beyond the limit are not noted.
/// </summary>
internal sealed class Unsaved<TKey, T>(Func<T, TKey> keyOf, int limit, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
    where T : class
{
    private readonly Dictionary<TKey, T> _items = new(comparer);
    private readonly Lock _lock = new();
    private volatile int _count;

    public int Count => _count;

    /// <summary>True when something new is not noted.</summary>
    public bool IsFull => Count >= limit;

    public void Note(T item)
    {
        var key = keyOf(item);
        lock (_lock)
        {
            if (!IsFull || _items.ContainsKey(key))
            {
                _items[key] = item;
                _count = _items.Count;
            }
        }
    }

    public T[] Peek()
    {
        lock (_lock)
        {
            return [.. _items.Values];
        }
    }

    /// <summary>Takes out what was written, unless it has changed since.</summary>
    public void Written(IEnumerable<T> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                var key = keyOf(item);
                // Equal is not enough: it may have changed and back meanwhile, and be unwritten.
                if (ReferenceEquals(_items.GetValueOrDefault(key), item))
                {
                    _items.Remove(key);
                }
            }

            _count = _items.Count;
        }
    }
}
