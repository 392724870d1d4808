import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { listLocations } from '../../api/siteCalls';
import type { Location, RestoreReport } from '../../api/types';
import { Instant } from '../../components/Instant';
import { count } from '../../lib/format';
import css from './restore.module.css';

export const secretsLost = (secrets: number): string =>
  `${secrets === 1 ? 'One password, private key or firmware state' : `${count(secrets)} passwords, private keys and firmware states`} cannot be read here: the backup was made on another machine, or with other keys.`;

const sum = (locations: readonly Location[], of: (location: Location) => number): number =>
  locations.reduce((all, location) => all + of(location), 0);

/** What there is now beside what there would be. */
export function RestorePreview({ report }: { report: RestoreReport }) {
  const { data: now } = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const rows: [string, number | undefined, number][] = [
    ['Locations', now?.length, report.locations],
    ['Chargers', now && sum(now, ({ chargerCount }) => chargerCount), report.chargers],
    ['Vehicles', now && sum(now, ({ vehicleCount }) => vehicleCount), report.vehicles],
  ];
  const running = now ? sum(now, ({ connectedCount }) => connectedCount) : 0;
  return (
    <>
      <p role="status">
        The backup is whole: made <Instant at={report.createdAt} /> by version {report.version}.
      </p>
      <table className={css.counts}>
        <thead>
          <tr>
            <td />
            <th scope="col">Now</th>
            <th scope="col">In the backup</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, before, after]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{count(before)}</td>
              <td>{count(after)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Embedded CSMS</th>
            <td colSpan={2}>{report.csms ? 'replaced too' : 'stays as it is'}</td>
          </tr>
        </tbody>
      </table>
      {report.unreadableSecrets > 0 && (
        <p className={css.warning}>
          <TriangleAlert size={14} aria-hidden />
          <span>{secretsLost(report.unreadableSecrets)} They would have to be set anew.</span>
        </p>
      )}
      <p>
        <strong>All there is now is replaced, for good.</strong>{' '}
        {running > 0 &&
          `${running === 1 ? 'The connected charger is' : `The ${count(running)} connected chargers are`} stopped in an orderly way first, transactions reported.`}
      </p>
    </>
  );
}
