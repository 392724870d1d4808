using Ocpp.V16;

namespace ChargePoints;

/// <summary>CancelReservation (OCPP 1.6 §5.1).</summary>
internal static class CancelReservation
{
    public static void Handle(ChargePoint cp, string messageId, CancelReservationRequest request)
    {
        Reservation? reservation = cp.Reservations?.Find(request.ReservationId);
        cp.Outbox.Reply(
            messageId,
            Actions.CancelReservation,
            new()
            {
                Status = reservation is null ? CancelReservationStatus.Rejected : CancelReservationStatus.Accepted,
            },
            afterSave: true
        );
        if (reservation is not null)
        {
            cp.Reservations!.Remove(reservation, "cancelled by the CSMS");
            return;
        }
        cp.TellRefused(
            Actions.CancelReservation,
            CancelReservationStatus.Rejected,
            $"there is no reservation {request.ReservationId}"
        );
    }
}
