using Ocpp;
using Ocpp.V16;

namespace Csms;

/// <summary>
/// The reservations of one charge point (OCPP 1.6 §3.12, §5.1, §5.13): made and cancelled by calls that it accepted, ended by the
/// transaction that names them, by expiry, and by a connector that can no longer be used. Its charge point's lock guards it.
/// </summary>
internal sealed class ReservationBook(int limit)
{
    private readonly List<CsmsReservation> _reservations = [];

    public CsmsReservation[] All => [.. _reservations];

    /// <summary>A call of ours was answered.</summary>
    public static void Note(ChargePointRecord of, object? request, object response, int limit, Instant now)
    {
        switch (request, response)
        {
            case (ReserveNowRequest reserve, ReserveNowResponse { Status: ReservationStatus.Accepted }):
                (of.Reservations ??= new(limit)).Make(reserve, now);
                break;
            case (
                CancelReservationRequest cancel,
                CancelReservationResponse { Status: CancelReservationStatus.Accepted }
            ):
                of.Reservations?.End(cancel.ReservationId);
                break;
        }
    }

    /// <summary>A transaction uses it, or it was cancelled.</summary>
    public void End(int reservationId) => _reservations.RemoveAll(r => r.ReservationId == reservationId);

    /// <summary>A connector was reported: out of order, it is not reserved either.</summary>
    public void Reported(StatusNotificationRequest status, Instant now)
    {
        ForgetExpired(now);
        if (status.Status is ChargePointStatus.Faulted or ChargePointStatus.Unavailable)
        {
            _reservations.RemoveAll(r => r.ConnectorId == status.ConnectorId);
        }
    }

    private void Make(ReserveNowRequest reserve, Instant now)
    {
        ForgetExpired(now);
        // An id that is known already stands for the new reservation from now on.
        End(reserve.ReservationId);
        if (_reservations.Count >= limit)
        {
            _reservations.RemoveAt(0);
        }
        _reservations.Add(
            new()
            {
                ReservationId = reserve.ReservationId,
                ConnectorId = reserve.ConnectorId,
                IdTag = reserve.IdTag,
                ParentIdTag = reserve.ParentIdTag,
                ExpiryDate = reserve.ExpiryDate,
            }
        );
    }

    private void ForgetExpired(Instant now) => _reservations.RemoveAll(r => r.ExpiryDate <= now.ToUtc());
}
