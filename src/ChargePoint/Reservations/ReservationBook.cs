using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The reservations of a charge point (OCPP 1.6 §5.13). A reservation of connector 0 is for whichever connector is free: as many are
/// held free as there are such reservations, and when no more than those are left, they are Reserved.
/// </summary>
internal sealed class ReservationBook(ChargePoint cp, Reservation[] items)
{
    private Reservation[] _items = items;

    /// <summary>In the order in which they were made; a new list after each change.</summary>
    public IReadOnlyList<Reservation> Items => _items;

    /// <summary>When the first of them expires.</summary>
    public Instant Due
    {
        get
        {
            Instant due = Instant.Never;
            DateTimeOffset clock = cp.Clock;
            foreach (Reservation reservation in _items)
            {
                due = Instant.Min(due, cp.Now + (reservation.ExpiryDate - clock));
            }
            return due;
        }
    }

    public Reservation? Find(int id) => Array.Find(_items, reservation => reservation.Id == id);

    /// <summary>The reservation of this very connector.</summary>
    public Reservation? Of(Connector connector) =>
        Array.Find(_items, reservation => reservation.ConnectorId == connector.Id);

    /// <summary>Makes a reservation; one with the same id gives way to it.</summary>
    public void Put(Reservation reservation)
    {
        _items = [.. _items.Where(other => other.Id != reservation.Id), reservation];
        Changed();
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.Reserved,
            reservation.ConnectorId,
            $"reservation {reservation.Id} for tag {reservation.IdTag} until {reservation.ExpiryDate.UtcDateTime:s}Z"
        );
    }

    public void Remove(Reservation reservation, string why)
    {
        _items = [.. _items.Where(other => other != reservation)];
        Changed();
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.ReservationEnded,
            reservation.ConnectorId,
            $"reservation {reservation.Id}: {why}"
        );
    }

    /// <summary>Whether a connector is there for a reservation to come, beside all others but the one that it replaces.</summary>
    /// <param name="connector">The connector; null for any.</param>
    /// <param name="replaced">Not counted; null for none.</param>
    public bool HasRoomFor(Connector? connector, Reservation? replaced)
    {
        int free = 0;
        foreach (Connector candidate in cp.Connectors)
        {
            free += IsFree(candidate, replaced) ? 1 : 0;
        }
        int held = _items.Count(other => other.ConnectorId == 0 && other != replaced);
        return (connector is null || IsFree(connector, replaced)) && free > held;
    }

    /// <summary>What a tag may do at a connector.</summary>
    /// <param name="connector">Where it wants to start.</param>
    /// <param name="idTag">The tag.</param>
    /// <param name="parentIdTag">Its group; null when it is not known, or there is none.</param>
    public ReservationClaim ClaimOf(Connector connector, string idTag, string? parentIdTag)
    {
        Reservation? own = Of(connector);
        bool group = false;
        foreach (Reservation reservation in _items)
        {
            if (own is null ? reservation.ConnectorId != 0 : reservation != own)
            {
                continue;
            }
            if (reservation.IsFor(idTag, parentIdTag))
            {
                return ReservationClaim.Own;
            }
            group |= !string.IsNullOrEmpty(reservation.ParentIdTag);
        }
        bool reserved = own is not null || (IsFree(connector, null) && HoldsEveryFreeConnector());
        return !reserved ? ReservationClaim.None
            : group && string.IsNullOrEmpty(parentIdTag) ? ReservationClaim.OfUnknownGroup
            : ReservationClaim.Refused;
    }

    /// <summary>A transaction begins: the reservation that it uses is used up.</summary>
    /// <returns>Its id for StartTransaction; null when it uses none.</returns>
    public int? Take(Connector connector, string idTag, string? parentIdTag)
    {
        Reservation? used =
            Of(connector)
            ?? Array.Find(_items, it => it.ConnectorId == 0 && IdTags.Same(it.IdTag, idTag))
            ?? Array.Find(_items, it => it.ConnectorId == 0 && it.IsFor(idTag, parentIdTag));
        if (used is null || !used.IsFor(idTag, parentIdTag))
        {
            return null;
        }
        Remove(used, $"used by tag {idTag}");
        return used.Id;
    }

    /// <summary>Reservations whose time is over, or whose connector or charge point is out of order, end.</summary>
    public void RemoveEnded()
    {
        foreach (Reservation reservation in _items)
        {
            if (WhyEnded(reservation) is { } why)
            {
                Remove(reservation, why);
            }
        }
    }

    /// <summary>Connectors are Reserved, or Available again, by what holds now.</summary>
    public void SetStatuses()
    {
        // A connector where a car turns out to stand is not free any more, which may be why others are to be held.
        while (Array.Exists(cp.Connectors, SetStatus)) { }
    }

    /// <summary>
    /// True when a connector that nobody uses stays Reserved until <see cref="SetStatuses"/> has looked at all of them, or comes back from a
    /// fault to be held for connector 0 (I7).
    /// </summary>
    public bool Holds(Connector connector) =>
        connector.Status.Value switch
        {
            ChargePointStatus.Reserved => true,
            ChargePointStatus.Faulted => cp.Connectors.Count(other => IsFree(other, null))
                < _items.Count(other => other.ConnectorId == 0),
            _ => false,
        };

    // True when it has changed.
    private bool SetStatus(Connector connector)
    {
        ChargePointStatus status = connector.Status.Value;
        if (status is not (ChargePointStatus.Available or ChargePointStatus.Reserved))
        {
            return false;
        }
        bool reserved = Of(connector) is not null || HoldsEveryFreeConnector();
        if (reserved == (status == ChargePointStatus.Reserved))
        {
            return false;
        }
        if (reserved)
        {
            connector.Status.MoveTo(ChargePointStatus.Reserved);
        }
        else
        {
            Release(connector);
        }
        return true;
    }

    // Somebody's car may stand there: from here on it is like any other that has just been plugged in (A2).
    private static void Release(Connector connector)
    {
        connector.Status.MoveTo(ChargePointStatus.Available);
        if (connector.Cable == CableState.Connected)
        {
            connector.Prepare();
        }
    }

    private bool HoldsEveryFreeConnector()
    {
        int held = _items.Count(reservation => reservation.ConnectorId == 0);
        return held > 0 && cp.Connectors.Count(connector => IsFree(connector, null)) <= held;
    }

    // Nobody uses it, and no reservation is of this very connector.
    private bool IsFree(Connector connector, Reservation? notCounted) =>
        connector.Status.Value is ChargePointStatus.Available or ChargePointStatus.Reserved
        && !Array.Exists(_items, other => other.ConnectorId == connector.Id && other != notCounted);

    private string? WhyEnded(Reservation reservation) =>
        reservation.ExpiryDate <= cp.Clock ? "expired"
        : cp.Station.IsFaulted ? "the charge point is faulted"
        : cp.FindConnector(reservation.ConnectorId) is not { } connector
            ? (cp.Station.Inoperative ? "the charge point is unavailable" : null)
        : connector.Fault is not null ? "the connector is faulted"
        : connector.IsOutOfUse ? "the connector is unavailable"
        : null;

    private void Changed()
    {
        cp.Save(DurableParts.Reservations);
        cp.Changed();
    }
}
