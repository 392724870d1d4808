import { Skeleton, Tabs } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Activity, ChevronRight, EvCharger, ScrollText, Settings2, SlidersHorizontal } from 'lucide-react';
import { ApiError } from '../../api/problem';
import { ButtonLink } from '../../components/ButtonLink';
import { Empty, Failure } from '../../components/States';
import { ActionsTab } from './ActionsTab';
import { ChargerHeader } from './ChargerHeader';
import { ConfigurationTab } from './ConfigurationTab';
import css from './charger.module.css';
import { LogsTab } from './LogsTab';
import { StatusTab } from './StatusTab';
import type { ChargerTab } from './search';
import { useCharger } from './useCharger';

const tabs = [
  { value: 'status', name: 'Status', icon: Activity },
  { value: 'configuration', name: 'Configuration', icon: Settings2 },
  { value: 'logs', name: 'Logs', icon: ScrollText },
  { value: 'actions', name: 'Actions', icon: SlidersHorizontal },
] as const;

export function ChargerPage() {
  const { chargerId } = useParams({ from: '/chargers/$chargerId' });
  return <ChargerView key={chargerId} id={chargerId} />;
}

function ChargerView({ id }: { id: string }) {
  const { tab = 'status' } = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const { query, samples } = useCharger(id);
  const charger = query.data;
  const choose = (next: string | null) =>
    void navigate({
      to: '/chargers/$chargerId',
      params: { chargerId: id },
      search: { tab: next === 'status' ? undefined : (next as ChargerTab) },
    });

  return (
    <div className="page">
      <nav className={css.crumbs} aria-label="Path">
        <Link to="/chargers">Chargers</Link>
        <ChevronRight size={13} aria-hidden />
        <span aria-current="page">{id}</span>
      </nav>
      {query.error instanceof ApiError && query.error.status === 404 ? (
        <Empty
          whole
          icon={EvCharger}
          title={`There is no charger ${id}`}
          action={<ButtonLink to="/chargers">Go to the chargers</ButtonLink>}
        >
          It may have been deleted, or the address is mistyped: upper and lower case count.
        </Empty>
      ) : query.isError && !charger ? (
        <Failure
          what={`${id} could not be loaded`}
          error={query.error}
          retry={() => void query.refetch()}
          whole
        />
      ) : !charger ? (
        <ChargerSkeleton />
      ) : (
        <>
          <ChargerHeader charger={charger} />
          <Tabs value={tab} onChange={choose} className={css.tabs} classNames={{ panel: css.panel }}>
            <Tabs.List px={16} aria-label="Views of the charger">
              {tabs.map(({ value, name, icon: Icon }) => (
                <Tabs.Tab key={value} value={value} leftSection={<Icon size={14} aria-hidden />}>
                  {name}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="status">
              <StatusTab charger={charger} samples={samples} />
            </Tabs.Panel>
            <Tabs.Panel value="configuration">
              <ConfigurationTab charger={charger} />
            </Tabs.Panel>
            <Tabs.Panel value="logs">
              <LogsTab id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="actions">
              <ActionsTab charger={charger} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </div>
  );
}

function ChargerSkeleton() {
  return (
    <div className={css.skeleton} role="status" aria-label="Loading the charger">
      <Skeleton height={22} width={260} />
      <Skeleton height={14} width={420} />
      <Skeleton height={30} mt={16} />
      <Skeleton height={260} mt={8} />
    </div>
  );
}
