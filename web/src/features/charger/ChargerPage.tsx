import { Skeleton } from '@mantine/core';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ChevronRight, EvCharger } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ApiError } from '../../api/problem';
import { chunk } from '../../app/chunks';
import { ButtonLink } from '../../components/ButtonLink';
import { Empty, Failure } from '../../components/States';
import { ChargerHeader } from './ChargerHeader';
import { ChargerTabs } from './ChargerTabs';
import css from './charger.module.css';
import { useCharger } from './useCharger';

const CallPanel = lazy(chunk(() => import('./calls/CallPanel')));

export function ChargerPage() {
  const { chargerId } = useParams({ from: '/chargers/$chargerId' });
  return (
    <div className="page">
      <nav className={css.crumbs} aria-label="Path">
        <Link to="/chargers">Chargers</Link>
        <ChevronRight size={13} aria-hidden />
        <span aria-current="page">{chargerId}</span>
      </nav>
      <ChargerView key={chargerId} id={chargerId} />
    </div>
  );
}

/** One charger: its header, a tab, and the CSMS call beside it when one is open. */
function ChargerView({ id }: { id: string }) {
  const { call } = useSearch({ from: '/chargers/$chargerId' });
  const { query, samples } = useCharger(id);
  const charger = query.data;
  if (query.error instanceof ApiError && query.error.status === 404) return <Unknown id={id} />;
  if (!charger)
    return query.isError ? (
      <Failure
        what={`${id} could not be loaded`}
        error={query.error}
        retry={() => void query.refetch()}
        whole
      />
    ) : (
      <ChargerSkeleton />
    );
  return (
    <>
      <ChargerHeader charger={charger} />
      <div className={css.beside}>
        <ChargerTabs charger={charger} samples={samples} />
        {call && (
          <Suspense>
            <CallPanel charger={charger} />
          </Suspense>
        )}
      </div>
    </>
  );
}

const Unknown = ({ id }: { id: string }) => (
  <Empty
    whole
    icon={EvCharger}
    title={`There is no charger ${id}`}
    action={<ButtonLink to="/chargers">Go to the chargers</ButtonLink>}
  >
    It may have been deleted, or the address is mistyped: upper and lower case count.
  </Empty>
);

const ChargerSkeleton = () => (
  <div className={css.skeleton} role="status" aria-label="Loading the charger">
    <Skeleton height={22} width={260} />
    <Skeleton height={14} width={420} />
    <Skeleton height={30} mt={16} />
    <Skeleton height={260} mt={8} />
  </div>
);
