import { Link } from '@tanstack/react-router';
import { StatusLabel } from '../../components/StatusMark';
import { count } from '../../lib/format';
import { statuses } from '../../lib/status';
import css from './dashboard.module.css';

/** The EVSEs of the fleet by state, as one strip; each state leads to its chargers. */
export function StateStrip({ statuses: numbers }: { statuses: Record<string, number> }) {
  const present = statuses
    .map((status) => ({ status, number: numbers[status] ?? 0 }))
    .filter(({ number }) => number > 0);
  const total = present.reduce((sum, { number }) => sum + number, 0);
  if (total === 0) return <p className="dim">No charger is running.</p>;
  return (
    <section aria-label="States" className={css.states}>
      <div className={css.strip} aria-hidden>
        {present.map(({ status, number }) => (
          <span key={status} style={{ flexGrow: number, background: `var(--status-${status})` }} />
        ))}
      </div>
      <div className={css.legend}>
        {present.map(({ status, number }) => (
          <Link key={status} to="/chargers" search={{ status }}>
            <StatusLabel status={status} />
            <strong className="tnum">{count(number)}</strong>
          </Link>
        ))}
      </div>
    </section>
  );
}
