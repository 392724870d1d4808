import { useQuery } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { listReservations } from '../../../api/partCalls';
import type { Charger } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { useNow } from '../../../lib/clock';
import { duration } from '../../../lib/format';
import { CallButton } from '../calls/CallButton';
import { partKey } from '../useCharger';

/** Reservations with the time that each has left. */
export function Reservations({ charger }: { charger: Charger }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'reservations'),
    queryFn: () => listReservations(charger.id),
  });
  const reserve = <CallButton chargerId={charger.id} action="ReserveNow" />;
  return (
    <Part
      title="Reservations"
      query={query}
      isEmpty={(reservations) => reservations.length === 0}
      empty={{
        icon: Bookmark,
        title: 'Nothing is reserved',
        children: 'The CSMS keeps an EVSE for a tag with ReserveNow.',
        action: reserve,
      }}
      tools={reserve}
    >
      {(reservations) => (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>EVSE</th>
                <th>idTag</th>
                <th>Group</th>
                <th>Expires</th>
                <th className="num">Left</th>
                <th className="num">Id</th>
                <th>
                  <span className={table.hidden}>Cancel</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {reservations.map((reservation) => (
                <tr key={reservation.reservationId}>
                  <td>
                    {reservation.connectorId > 0 ? `EVSE ${reservation.connectorId}` : 'any that is free'}
                  </td>
                  <td className="mono">{reservation.idTag}</td>
                  <td className="mono">{reservation.parentIdTag ?? '–'}</td>
                  <td>
                    <Instant at={reservation.expiryDate} />
                  </td>
                  <td className="num">
                    <Left until={reservation.expiryDate} />
                  </td>
                  <td className="num">{reservation.reservationId}</td>
                  <td className="num">
                    <CallButton
                      chargerId={charger.id}
                      action="CancelReservation"
                      payload={{ reservationId: reservation.reservationId }}
                      inRow
                      aria-label={`Cancel reservation ${reservation.reservationId}`}
                    >
                      Cancel…
                    </CallButton>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}

function Left({ until }: { until: string }) {
  const seconds = (Date.parse(until) - useNow()) / 1000;
  return seconds > 0 ? duration(seconds) : <span className="dim">expired</span>;
}
