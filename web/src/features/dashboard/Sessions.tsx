import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Charger, Evse, Transaction } from '../../api/types';
import { Energy, Power } from '../../components/Quantity';
import { StatusMark } from '../../components/StatusMark';
import { useNow } from '../../lib/clock';
import { duration } from '../../lib/format';
import { useLive } from '../../live/live';
import css from './dashboard.module.css';
import { useChargerList } from './useChargerList';

interface Session {
  chargerId: string;
  evse: Evse;
  transaction: Transaction;
}

const most = 30;
const pick = (charger: Charger): Session[] =>
  charger.evses.flatMap((evse) =>
    evse.transaction ? [{ chargerId: charger.id, evse, transaction: evse.transaction }] : [],
  );
const newestFirst = (a: Session, b: Session): number =>
  b.transaction.startedAt.localeCompare(a.transaction.startedAt);

/** The sessions that run now. */
export function Sessions() {
  const sessions = useChargerList(pick, newestFirst);
  const now = useNow();
  const { connection } = useLive();
  const shown = sessions.slice(0, most);
  // Power and energy are pushed for the rows in sight only.
  const watched = [...new Set(shown.map((session) => session.chargerId))].join('/');
  useEffect(() => connection.watchRows(watched ? watched.split('/') : []), [connection, watched]);
  return (
    <section className={css.section} aria-label="Sessions">
      <h2>
        Sessions <span className="dim tnum">{sessions.length}</span>
      </h2>
      {sessions.length === 0 ? (
        <p className="dim">
          No car is charging. Plug one in on a charger's page, or wait for the next driver.
        </p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th>Charger</th>
              <th>idTag</th>
              <th className="num">Power</th>
              <th className="num">Energy</th>
              <th className="num">SoC</th>
              <th className="num">Duration</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ chargerId, evse, transaction }) => (
              <tr key={`${chargerId}/${evse.id}`}>
                <td>
                  <span className="row">
                    <StatusMark status={evse.status} of={`EVSE ${evse.id}`} />
                    <Link to="/chargers/$chargerId" params={{ chargerId }} className="ellipsis">
                      {chargerId} <span className="dim">#{evse.id}</span>
                    </Link>
                  </span>
                </td>
                <td className="ellipsis">{transaction.idTag}</td>
                <td className="num">
                  <Power watts={evse.powerW} />
                </td>
                <td className="num">
                  <Energy wattHours={transaction.energyWh} />
                </td>
                <td className="num">{evse.vehicle ? `${Math.round(evse.vehicle.socPercent)} %` : '–'}</td>
                <td className="num">{duration((now - Date.parse(transaction.startedAt)) / 1000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sessions.length > most && (
        <Link to="/chargers" search={{ status: 'Charging,SuspendedEV,SuspendedEVSE' }}>
          All {sessions.length}
        </Link>
      )}
    </section>
  );
}
