import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Download, RefreshCw, Scale } from 'lucide-react';
import { ApiError } from '../../../api/problem';
import { getTruth, type TruthPage, truthFileAddress } from '../../../api/truthCalls';
import type { Location, SessionVerdict } from '../../../api/types';
import { ButtonLink } from '../../../components/ButtonLink';
import { SkeletonLines } from '../../../components/SkeletonLines';
import { Empty, Failure } from '../../../components/States';
import { count } from '../../../lib/format';
import type { ScenariosSearch } from '../search';
import { useRun } from '../useRun';
import { Sums } from './Sums';
import { TruthTable } from './TruthTable';
import css from './truth.module.css';

const pageSize = 200;

interface Props {
  location: Location;
  search: ScenariosSearch;
  update: (change: Partial<ScenariosSearch>, replace?: boolean) => void;
}

/** What the run truly delivered, session by session, beside what the CSMS was told and has. */
export default function TruthView({ location, search, update }: Props) {
  const { status } = useRun(location.id);
  const { verdict } = search;
  const truth = useInfiniteQuery({
    // It is fetched anew when another run begins and when one is over.
    queryKey: ['truth', location.id, verdict, status?.runId, status?.running],
    queryFn: ({ pageParam }) => getTruth(location.id, verdict, pageParam, pageSize),
    initialPageParam: 0,
    getNextPageParam: (last: TruthPage, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.sessions.length, 0);
      return last.sessions.length > 0 && shown < last.total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (truth.error instanceof ApiError && truth.error.status === 404) return <NoRun location={location} />;
  const last = truth.data?.pages.at(-1);
  if (!truth.data || !last)
    return truth.isError ? (
      <Failure
        what="The truth report could not be loaded"
        error={truth.error}
        retry={() => void truth.refetch()}
      />
    ) : (
      <SkeletonLines
        className={css.loading}
        label="Loading the truth report"
        widths={['50%', '80%', '100%', '100%']}
        height={16}
        gap={12}
      />
    );
  const { run, totals, violations, total } = last;
  const sessions = truth.data.pages.flatMap((page) => page.sessions);
  const choose = (chosen: SessionVerdict) => update({ verdict: chosen === verdict ? undefined : chosen });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className={css.truth} tabIndex={0} role="region" aria-label="Truth report">
      <div className={css.head}>
        <p className="grow dim">
          What the meters of {location.name} delivered in {run.running ? 'the run so far' : 'its last run'} (
          <span className="mono">{run.scenario}</span>, seed <span className="mono">{run.seed}</span>), beside{' '}
          {run.compared ? 'the records of the embedded CSMS' : 'what the CSMS acknowledged on the wire'}.
        </p>
        <Button
          leftSection={<RefreshCw size={13} />}
          loading={truth.isRefetching}
          onClick={() => void truth.refetch()}
        >
          Refresh
        </Button>
        {(['csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={truthFileAddress(location.id, format)}
            download
            leftSection={<Download size={13} />}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
      <Sums totals={totals} chosen={verdict} onChoose={choose} />
      {violations.length > 0 && (
        <div role="alert" className={css.violations}>
          <strong>What must never be</strong>
          <ul>
            {violations.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      {sessions.length > 0 ? (
        <TruthTable sessions={sessions} compared={run.compared} />
      ) : (
        <p className={css.none}>
          {totals.sessions === 0 ? 'No session has begun in this run yet.' : 'No session stands so.'}
        </p>
      )}
      {truth.hasNextPage && (
        <div className={css.more}>
          <Button loading={truth.isFetchingNextPage} onClick={() => void truth.fetchNextPage()}>
            Show more
          </Button>
          <span className="dim tnum">
            {count(sessions.length)} of {count(total)}
          </span>
        </div>
      )}
    </div>
  );
}

const NoRun = ({ location }: { location: Location }) => (
  <Empty
    icon={Scale}
    title={`Nothing has run in ${location.name} yet`}
    action={
      <ButtonLink variant="filled" to="/scenarios">
        Choose a scenario
      </ButtonLink>
    }
  >
    After a run, each of its sessions is shown here: what was delivered, what the CSMS acknowledged, and what
    was lost and why.
  </Empty>
);
