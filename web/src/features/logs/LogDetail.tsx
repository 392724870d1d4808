import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { getLogs } from '../../api/calls';
import type { LogEntry } from '../../api/types';
import { Instant } from '../../components/Instant';
import { JsonView } from '../../components/JsonView';
import { milliseconds, utc } from '../../lib/format';
import { directionOf, kindOf, partnerOf } from './logModel';
import css from './logs.module.css';
import type { LogsSearch } from './search';

const names = { call: 'Call', answer: 'Answer', error: 'Error', malformed: 'Malformed' } as const;

interface Props {
  entry: LogEntry;
  /** Its other half, where it is among the lines that are here. */
  known: LogEntry | undefined;
  ofCharger: boolean;
  narrow: (change: Partial<LogsSearch>) => void;
}

/** A line opened; a call with its answer, in the order in which they went over the wire. */
export function LogDetail({ entry, known, ofCharger, narrow }: Props) {
  const partner = useFetchedPartner(entry, known);
  const pair = partner ? [entry, partner].sort((a, b) => a.seq - b.seq) : [entry];
  const roundTrip = pair.find((each) => each.roundTripMs != null)?.roundTripMs;
  const { chargerId, action } = entry;
  return (
    <div className={css.detailBody}>
      {!ofCharger && chargerId !== null && (
        <p className={css.meta}>
          <Link to="/chargers/$chargerId" params={{ chargerId }}>
            {chargerId}
            {entry.evseId ? <span className="dim"> #{entry.evseId}</span> : null}
          </Link>
        </p>
      )}
      {(entry.messageId || roundTrip != null) && (
        <p className={`${css.meta} dim`}>
          {entry.messageId && <span className={`mono ${css.messageId}`}>{entry.messageId}</span>}
          {roundTrip != null && <span>round trip {milliseconds(roundTrip)}</span>}
        </p>
      )}
      <div className={css.narrow}>
        {!ofCharger && chargerId !== null && (
          <Only name={chargerId} onClick={() => narrow({ chargers: [chargerId] })} />
        )}
        {action && <Only name={action} onClick={() => narrow({ actions: [action] })} />}
        {!action && <Only name={entry.type} onClick={() => narrow({ type: entry.type })} />}
      </div>
      {pair.map((each) => {
        const kind = kindOf(each);
        return (
          <section key={each.seq} className={css.frame} aria-label={kind ? names[kind] : each.type}>
            <h3>
              {kind ? `${names[kind]}, ${directionOf(each) ?? ''}` : each.type}
              <span className="dim" title={utc(each.time)}>
                <Instant at={each.time} precise />
              </span>
            </h3>
            {each.problem && <p className={css.problem}>{each.problem}</p>}
            {each.truncated && (
              <p className={css.problem}>
                Longer than the charger’s log: cut. The log’s memory is a setting.
              </p>
            )}
            <JsonView value={each.payload} />
          </section>
        );
      })}
      {kindOf(entry) === 'call' && !partner && <p className={`${css.meta} dim`}>No answer so far.</p>}
    </div>
  );
}

function Only({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" leftSection={<ListFilter size={12} />} onClick={onClick}>
      Only {name}
    </Button>
  );
}

/** The other half of a message may be hidden by the filter: then it is fetched. */
function useFetchedPartner(entry: LogEntry, known: LogEntry | undefined): LogEntry | undefined {
  const { chargerId, messageId } = entry;
  const kind = kindOf(entry);
  const query = useQuery({
    queryKey: ['log-partner', entry.seq],
    queryFn: () =>
      getLogs({ chargerId: [chargerId ?? ''], category: ['ocpp'], search: messageId ?? '', limit: 200 }),
    enabled:
      known === undefined &&
      chargerId !== null &&
      messageId !== null &&
      kind !== null &&
      kind !== 'malformed',
    gcTime: 0,
    retry: false,
  });
  return known ?? partnerOf(query.data?.items ?? [], entry);
}
