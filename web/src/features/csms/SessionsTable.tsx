import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ReceiptText } from 'lucide-react';
import { listCsmsSessions } from '../../api/csmsCalls';
import type { CsmsSession } from '../../api/types';
import { Instant } from '../../components/Instant';
import { Energy, Power } from '../../components/Quantity';
import { Empty, Failure } from '../../components/States';
import table from '../../components/table.module.css';
import { percent } from '../../lib/format';

/** Transactions as the central system recorded them, newest first. */
export function SessionsTable({ chargerId }: { chargerId?: string }) {
  const query = useQuery({
    queryKey: ['csms', 'sessions', chargerId ?? null],
    queryFn: () => listCsmsSessions(chargerId),
  });
  if (query.isError && !query.data)
    return (
      <Failure
        what="The sessions could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
      />
    );
  if (!query.data) return <Skeleton height={90} />;
  if (query.data.length === 0)
    return chargerId ? (
      <p className="dim">No session so far.</p>
    ) : (
      <Empty icon={ReceiptText} title="No session so far">
        A session appears here with its first StartTransaction.
      </Empty>
    );
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>Transaction</th>
            {!chargerId && <th>Charge point</th>}
            <th>Connector</th>
            <th>idTag</th>
            <th>State</th>
            <th>Started</th>
            <th>Stopped</th>
            <th className="num">Power</th>
            <th className="num">SoC</th>
            <th className="num">Energy</th>
          </tr>
        </thead>
        <tbody>
          {query.data.map((session) => (
            <Row key={session.number} session={session} withCharger={!chargerId} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ session, withCharger }: { session: CsmsSession; withCharger: boolean }) {
  const open = session.state === 'Open';
  return (
    <tr>
      <td className="tnum">{session.transactionId}</td>
      {withCharger && (
        <td>
          <Link to="/csms" search={{ charger: session.chargePointId }}>
            {session.chargePointId}
          </Link>
        </td>
      )}
      <td className="tnum">{session.connectorId}</td>
      <td>{session.idTag ?? '–'}</td>
      <td>
        {open ? <strong>running</strong> : session.state.toLowerCase()}
        {session.reason && <span className="dim"> {session.reason}</span>}
      </td>
      <td>{session.startedAt ? <Instant at={session.startedAt} /> : '–'}</td>
      <td>{session.stoppedAt ? <Instant at={session.stoppedAt} /> : '–'}</td>
      <td className="num">{open ? <Power watts={session.powerW} /> : '–'}</td>
      <td className="num">{percent(session.socPercent)}</td>
      <td className="num">
        <Energy wattHours={session.energyWh} />
      </td>
    </tr>
  );
}
