using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

// The book is made with the first reservation and goes with the last.
public sealed partial class ChargePoint
{
    internal ReservationBook? Reservations { get; private set; }

    /// <summary>What the reservations have to say to a tag that wants to start at a connector.</summary>
    internal ReservationClaim ClaimOf(Connector connector, string idTag, string? parentIdTag) =>
        Reservations?.ClaimOf(connector, idTag, parentIdTag) ?? ReservationClaim.None;

    /// <summary>The reservations, to add one.</summary>
    internal ReservationBook BookToWrite => Reservations ??= new(this, []);

    /// <summary>What has ended ends, and the statuses follow: at the end of each step, and when time has passed.</summary>
    private void SettleReservations()
    {
        if (Reservations is null || !Power.IsRunning)
        {
            return;
        }
        Reservations.RemoveEnded();
        Reservations.SetStatuses();
        if (Reservations.Items.Count == 0)
        {
            Reservations = null;
        }
    }

    private void RestoreReservations(DurableState saved)
    {
        // Its EVSE may have been taken away since, or the profile, without which nobody could cancel it.
        bool any = Has(FeatureProfile.Reservation);
        Reservation[] kept = [.. saved.Reservations.Where(it => any && it.ConnectorId <= Connectors.Length)];
        Reservations = kept.Length == 0 ? null : new(this, kept);
    }

    private Instant ReservationsDue => Reservations?.Due ?? Instant.Never;
}
