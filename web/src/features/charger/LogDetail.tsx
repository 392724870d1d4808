import type { LogEntry } from '../../api/types';
import { Instant } from '../../components/Instant';
import { JsonView } from '../../components/JsonView';
import { milliseconds, utc } from '../../lib/format';
import { directionOf, kindOf } from './logModel';
import css from './logs.module.css';

const names = { call: 'Call', answer: 'Answer', error: 'Error', malformed: 'Malformed' } as const;

/** A line opened; a call with its answer, in the order in which they went over the wire. */
export function LogDetail({ entry, partner }: { entry: LogEntry; partner: LogEntry | undefined }) {
  const pair = partner ? [entry, partner].sort((a, b) => a.seq - b.seq) : [entry];
  const roundTrip = pair.find((each) => each.roundTripMs != null)?.roundTripMs;
  return (
    <div className={css.detailBody}>
      {(entry.messageId || roundTrip != null) && (
        <p className={`${css.meta} dim`}>
          {entry.messageId && <span className="mono">{entry.messageId}</span>}
          {roundTrip != null && <span>round trip {milliseconds(roundTrip)}</span>}
        </p>
      )}
      {pair.map((each) => {
        const kind = kindOf(each);
        return (
          <section
            key={each.seq}
            className={css.frame}
            aria-label={kind ? names[kind] : (each.type ?? each.category)}
          >
            <h3>
              {kind ? `${names[kind]}, ${directionOf(each) ?? ''}` : each.type}
              <span className="dim" title={utc(each.time)}>
                <Instant at={each.time} precise />
              </span>
            </h3>
            <JsonView value={each.payload} />
          </section>
        );
      })}
      {kindOf(entry) === 'call' && !partner && <p className={`${css.meta} dim`}>No answer so far.</p>}
    </div>
  );
}
