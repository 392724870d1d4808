using Ocpp;

namespace Simulation;

/// <summary>
/// The chargers that want to be woken, earliest first; of the same instant, the one added to the fleet first. A binary
/// heap in which each charger knows its place, so that moving one costs O(log n) and no memory.
/// </summary>
internal sealed class DueHeap
{
    private Slot[] _slots = new Slot[16];

    public int Count { get; private set; }

    public Instant NextDue => Count == 0 ? Instant.Never : _slots[0].Due;

    public ChargerRuntime Next => _slots[0].Charger;

    /// <summary>Enters, moves or (at <see cref="Instant.Never"/>) takes out a charger.</summary>
    public void Set(ChargerRuntime charger, Instant due)
    {
        var place = charger.HeapPlace;
        if (due >= Instant.Never)
        {
            if (place >= 0)
            {
                RemoveAt(place);
            }
            return;
        }
        if (place < 0)
        {
            if (Count == _slots.Length)
            {
                Array.Resize(ref _slots, Count * 2);
            }
            Rise(Count++, new Slot(due, charger));
            return;
        }
        var slot = new Slot(due, charger);
        if (due == _slots[place].Due)
        {
            return;
        }
        if (due < _slots[place].Due)
        {
            Rise(place, slot);
        }
        else
        {
            Sink(place, slot);
        }
    }

    private void RemoveAt(int place)
    {
        _slots[place].Charger.HeapPlace = -1;
        var last = _slots[--Count];
        _slots[Count] = default;
        if (place == Count)
        {
            return;
        }
        if (place > 0 && last.Before(_slots[(place - 1) / 2]))
        {
            Rise(place, last);
        }
        else
        {
            Sink(place, last);
        }
    }

    private void Rise(int place, Slot slot)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (!slot.Before(_slots[parent]))
            {
                break;
            }
            Put(place, _slots[parent]);
            place = parent;
        }
        Put(place, slot);
    }

    private void Sink(int place, Slot slot)
    {
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= Count)
            {
                break;
            }
            if (child + 1 < Count && _slots[child + 1].Before(_slots[child]))
            {
                child++;
            }
            if (!_slots[child].Before(slot))
            {
                break;
            }
            Put(place, _slots[child]);
            place = child;
        }
        Put(place, slot);
    }

    private void Put(int place, Slot slot)
    {
        _slots[place] = slot;
        slot.Charger.HeapPlace = place;
    }

    private readonly record struct Slot(Instant Due, ChargerRuntime Charger)
    {
        public bool Before(Slot other) =>
            Due < other.Due || (Due == other.Due && Charger.Ordinal < other.Charger.Ordinal);
    }
}
