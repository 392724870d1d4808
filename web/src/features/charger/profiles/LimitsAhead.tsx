import { Instant } from '../../../components/Instant';
import { useNow } from '../../../lib/clock';
import type { Composite } from './compositeData';
import { Limit } from './Limit';
import css from './profiles.module.css';

const mostListed = 12;

/** The chart's steps in words: what holds now, and what will from when. */
export function LimitsAhead({ composite, hours }: { composite: Composite; hours: number }) {
  const now = useNow();
  const { periods, unit, at } = composite;
  const startOf = (index: number) => at + (periods[index]?.startPeriod ?? 0) * 1000;
  const current = Math.max(
    0,
    periods.findLastIndex((_, index) => startOf(index) <= now),
  );
  const ahead = periods
    .slice(current)
    .filter((period) => at + period.startPeriod * 1000 < now + hours * 3_600_000);
  const cutShort = at + composite.durationSeconds * 1000 < now + hours * 3_600_000;
  return (
    <ol className={css.ahead} aria-label="Limits ahead">
      {ahead.slice(0, mostListed).map((period, index) => (
        <li key={period.startPeriod}>
          <span className="dim">
            {index === 0 ? 'now' : <Instant at={new Date(at + period.startPeriod * 1000).toISOString()} />}
          </span>
          <Limit period={period} unit={unit} />
        </li>
      ))}
      {ahead.length > mostListed && <li className="dim">and {ahead.length - mostListed} more</li>}
      {ahead.length === 1 && !cutShort && <li className="dim">and no change after it</li>}
      {cutShort && (
        <li className="dim">
          too many changes: shown until{' '}
          <Instant at={new Date(at + composite.durationSeconds * 1000).toISOString()} />
        </li>
      )}
    </ol>
  );
}
