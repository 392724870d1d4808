import { SegmentedControl, Select, Skeleton } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { getHistory } from '../../../api/calls';
import { getCompositeSchedule } from '../../../api/partCalls';
import type { Charger } from '../../../api/types';
import { chunk } from '../../../app/chunks';
import { Failure } from '../../../components/States';
import { useNow } from '../../../lib/clock';
import { historyKey, partKey, type SampleSource } from '../useCharger';
import type { Composite } from './compositeData';
import { LimitsAhead } from './LimitsAhead';
import css from './profiles.module.css';

const CompositeChart = lazy(chunk(() => import('./CompositeChart')));
const spans = [1, 6, 24];

interface Props {
  charger: Charger;
  samples: SampleSource;
}

/** What all profiles together come to in the hours ahead, with the power that flows under it. */
export function CompositePanel({ charger, samples }: Props) {
  const search = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const evseId = charger.evses.some(({ id }) => id === search.evse) || search.evse === 0 ? search.evse : 1;
  const hours = spans.find((each) => each === search.hours) ?? 1;
  const unit = search.unit ?? 'W';
  const set = (change: Partial<typeof search>) =>
    void navigate({
      to: '/chargers/$chargerId',
      params: { chargerId: charger.id },
      search: (former) => ({ ...former, ...change }),
      replace: true,
    });
  const places = [
    ...charger.evses.map(({ id }) => ({ value: String(id), label: `EVSE ${id}` })),
    { value: '0', label: 'Whole charger' },
  ];
  const place = {
    'aria-label': 'Limits of',
    data: places,
    value: String(evseId),
    onChange: (next: string | null) => set({ evse: Number(next) }),
  };
  return (
    <section aria-label="Composite schedule">
      <div className={css.tools}>
        <h2 className="grow">Composite schedule</h2>
        {places.length > 5 ? <Select w={150} {...place} /> : <SegmentedControl size="xs" {...place} />}
        <SegmentedControl
          size="xs"
          aria-label="Hours ahead"
          data={spans.map((each) => ({ value: String(each), label: `${each} h` }))}
          value={String(hours)}
          onChange={(next) => set({ hours: Number(next) })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Unit"
          data={['W', 'A']}
          value={unit}
          onChange={(next) => set({ unit: next as 'W' | 'A' })}
        />
      </div>
      <Schedule charger={charger} samples={samples} evseId={evseId ?? 1} hours={hours} unit={unit} />
    </section>
  );
}

interface ScheduleProps extends Props {
  evseId: number;
  hours: number;
  unit: 'W' | 'A';
}

function Schedule({ charger, samples, evseId, hours, unit }: ScheduleProps) {
  const seconds = hours * 3600;
  // What was fetched reaches a quarter further than what is shown; when that is used up it is fetched anew.
  const turn = Math.floor(useNow() / (seconds * 250));
  const query = useQuery({
    queryKey: partKey(charger.id, 'charging-profiles', 'composite', evseId, unit, hours, turn),
    queryFn: async (): Promise<Composite> => ({
      ...(await getCompositeSchedule(charger.id, evseId, seconds * 1.25, unit)),
      at: Date.now(),
    }),
    placeholderData: (former, formerQuery) =>
      formerQuery?.queryKey.slice(4, 7).join() === [evseId, unit, hours].join() ? former : undefined,
  });
  const evses = charger.evses.filter(({ id }) => evseId === 0 || id === evseId);
  const histories = useQueries({
    queries: evses.map(({ id }) => ({
      queryKey: historyKey(charger.id, id),
      queryFn: () => getHistory(charger.id, id),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    })),
    combine: (results) => ({
      pending: results.some((each) => each.isPending),
      data: results.map((each) => each.data ?? []),
    }),
  });
  const name = evseId === 0 ? 'the whole charger' : `EVSE ${evseId}`;
  const composite = query.data;
  if (query.isError && !composite)
    return (
      <Failure
        what="The composite schedule could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
      />
    );
  if (!composite || histories.pending) return <Skeleton height={300} />;
  return (
    <>
      <Suspense fallback={<Skeleton height={300} />}>
        <CompositeChart
          key={`${evseId} ${unit}`}
          name={name}
          whole={evseId === 0}
          composite={composite}
          hours={hours}
          evses={evses}
          histories={histories.data}
          samples={samples}
        />
      </Suspense>
      <LimitsAhead composite={composite} hours={hours} />
    </>
  );
}
