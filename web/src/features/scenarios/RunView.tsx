import { useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { useState } from 'react';
import { listScenarios } from '../../api/scenarioCalls';
import type { Location } from '../../api/types';
import { ButtonLink } from '../../components/ButtonLink';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import { useTurns } from '../../lib/useTurns';
import { EntryList } from './EntryList';
import type { EntryFilter } from './entryKinds';
import type { Mark } from './lanes';
import { RunHeader } from './RunHeader';
import css from './run.module.css';
import type { ScenariosSearch } from './search';
import { Timeline } from './Timeline';
import { useRun } from './useRun';

interface Props {
  location: Location;
  search: ScenariosSearch;
  update: (change: Partial<ScenariosSearch>, replace?: boolean) => void;
}

/** The run of a location while it fills, and after it is over. */
export default function RunView({ location, search, update }: Props) {
  const run = useRun(location.id);
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: listScenarios });
  const [picked, setPicked] = useState<{ seq: number; turn: number } | null>(null);
  const pick = ({ entry }: Mark) =>
    setPicked((former) => ({ seq: entry.seq, turn: (former?.turn ?? 0) + 1 }));
  const { status } = run;
  const drawn = useTurns(2, status?.runId ?? null);
  if (run.error && !status)
    return <Failure what="The run could not be loaded" error={run.error} retry={() => void run.load()} />;
  if (!status)
    return (
      <SkeletonLines
        className={css.loading}
        label="Loading the run"
        widths={['40%', '70%', '100%', '100%', '100%']}
        height={16}
        gap={12}
      />
    );
  if (!status.runId)
    return (
      <Empty
        icon={Clapperboard}
        title={`Nothing has run in ${location.name} yet`}
        action={
          <ButtonLink variant="filled" to="/scenarios">
            Choose a scenario
          </ButtonLink>
        }
      >
        What a scenario does to each charger, and what comes of it, is seen here as it happens.
      </Empty>
    );
  const filter: EntryFilter = {
    charger: (search.q ?? '').toLowerCase(),
    group: search.about ?? null,
    origin: search.origin ?? null,
  };
  return (
    <div className={css.run}>
      <RunHeader
        status={status}
        scenario={scenarios.data?.find(({ name }) => name === status.scenario)}
        update={update}
      />
      <div className={css.body}>
        {drawn > 0 && (
          <Timeline key={status.runId} run={run} status={status} charger={filter.charger} onPick={pick} />
        )}
        {drawn > 1 && (
          <EntryList
            run={run}
            status={status}
            filter={filter}
            search={search}
            picked={picked}
            update={update}
          />
        )}
      </div>
    </div>
  );
}
