import { Link } from '@tanstack/react-router';
import type { Charger } from '../../api/types';
import { ConnectionMark } from '../../components/ConnectionMark';
import { StatusLabel } from '../../components/StatusMark';
import { chaosName } from '../../lib/chaos';
import css from './dashboard.module.css';
import { useChargerList } from './useChargerList';

const most = 30;

/** A charger that should run and does not do well: faulted, without its CSMS, or under chaos. */
const pick = (charger: Charger): Charger[] => {
  const badLink = charger.running && (charger.connection === 'waiting' || charger.connection === 'failed');
  const faulted = charger.evses.some((evse) => evse.status === 'Faulted');
  return badLink || faulted || charger.chaos.length > 0 ? [charger] : [];
};
const byId = (a: Charger, b: Charger): number => a.id.localeCompare(b.id, 'en', { numeric: true });

export function Attention() {
  const chargers = useChargerList(pick, byId);
  return (
    <section className={css.section} aria-label="Needs a look">
      <h2>
        Needs a look <span className="dim tnum">{chargers.length}</span>
      </h2>
      {chargers.length === 0 ? (
        <p className="dim">All is well: no fault, no lost connection, no chaos.</p>
      ) : (
        <table className={css.table}>
          <tbody>
            {chargers.slice(0, most).map((charger) => (
              <tr key={charger.id}>
                <td>
                  <Link to="/chargers/$chargerId" params={{ chargerId: charger.id }}>
                    {charger.id}
                  </Link>
                </td>
                <td>
                  <Reasons charger={charger} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {chargers.length > most && <p className="dim">and {chargers.length - most} more</p>}
    </section>
  );
}

function Reasons({ charger }: { charger: Charger }) {
  return (
    <span className={css.reasons}>
      {charger.connection !== 'connected' && charger.running && (
        <ConnectionMark state={charger.connection} label />
      )}
      {charger.evses
        .filter((evse) => evse.status === 'Faulted')
        .map((evse) => (
          <span key={evse.id} className="row">
            <StatusLabel status="Faulted" />
            <span className="dim">
              #{evse.id} {evse.errorCode}
            </span>
          </span>
        ))}
      {charger.chaos.length > 0 && (
        <span className="dim">Chaos: {charger.chaos.map((each) => chaosName(each.kind)).join(', ')}</span>
      )}
    </span>
  );
}
