import { Link } from '@tanstack/react-router';
import type { SessionTruth } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import css from './truth.module.css';
import { verdicts } from './verdicts';
import { wattHours } from './wattHours';

/** The sessions of a run as they truly were, beside what was told of them. */
export function TruthTable({ sessions, compared }: { sessions: readonly SessionTruth[]; compared: boolean }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Charger</th>
          <th scope="col" className={css.wide}>
            idTag
          </th>
          <th scope="col">Begun</th>
          <th scope="col">Ended</th>
          <th scope="col" className="num">
            Delivered
          </th>
          {compared && (
            <th scope="col" className="num">
              CSMS has
            </th>
          )}
          <th scope="col" className={`num ${css.wide}`}>
            Transaction
          </th>
          <th scope="col" className={css.wide}>
            Start / stop
          </th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <Row
            key={`${session.chargerId}/${session.evseId}/${session.startedAt}`}
            session={session}
            compared={compared}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ session, compared }: { session: SessionTruth; compared: boolean }) {
  const { name, icon: Icon, colour } = verdicts[session.verdict];
  const { wire, csms } = session;
  return (
    <tr>
      <td>
        <span className={css.verdict} style={{ color: colour }}>
          <Icon size={14} aria-hidden /> {name}
        </span>
      </td>
      <td>
        <Link to="/chargers/$chargerId" params={{ chargerId: session.chargerId }}>
          {session.chargerId} <span className="dim">#{session.evseId}</span>
        </Link>
      </td>
      <td className={`mono ${css.wide}`}>{session.idTag}</td>
      <td>
        <Instant at={session.startedAt} />
      </td>
      <td>{session.stoppedAt ? <Instant at={session.stoppedAt} /> : '–'}</td>
      <td className="num">
        {wattHours(session.deliveredWh)}
        <span className="unit">Wh</span>
      </td>
      {compared && (
        <td className="num">
          {wattHours(csms?.energyWh)}
          {csms?.energyWh != null && <span className="unit">Wh</span>}
        </td>
      )}
      <td className={`num ${css.wide}`}>{wire.transactionId ?? csms?.transactionId ?? '–'}</td>
      <td className={css.wide}>
        {wire.start} / {wire.stop}
        {wire.meterValuesGivenUp > 0 && (
          <span className="dim">, {wire.meterValuesGivenUp} meter values given up</span>
        )}
      </td>
      <td className={css.reason}>{session.reason ?? ''}</td>
    </tr>
  );
}
