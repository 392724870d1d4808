import { Skeleton, Tabs } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import {
  Activity,
  ChartNoAxesColumn,
  ChevronRight,
  EvCharger,
  IdCard,
  ScrollText,
  Settings2,
  ShieldCheck,
  SlidersHorizontal,
} from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ApiError } from '../../api/problem';
import { chunk } from '../../app/chunks';
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

const ProfilesTab = lazy(chunk(() => import('./profiles/ProfilesTab')));
const AccessTab = lazy(chunk(() => import('./access/AccessTab')));
const SecurityTab = lazy(chunk(() => import('./security/SecurityTab')));
const CallPanel = lazy(chunk(() => import('./calls/CallPanel')));

const tabs = [
  { value: 'status', name: 'Status', icon: Activity },
  { value: 'profiles', name: 'Charging profiles', icon: ChartNoAxesColumn },
  { value: 'access', name: 'Access', icon: IdCard },
  { value: 'security', name: 'Security & firmware', icon: ShieldCheck },
  { value: 'configuration', name: 'Configuration', icon: Settings2 },
  { value: 'logs', name: 'Logs', icon: ScrollText },
  { value: 'actions', name: 'Actions', icon: SlidersHorizontal },
] as const;

export function ChargerPage() {
  const { chargerId } = useParams({ from: '/chargers/$chargerId' });
  return <ChargerView key={chargerId} id={chargerId} />;
}

function ChargerView({ id }: { id: string }) {
  const { tab = 'status', call } = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const { query, samples } = useCharger(id);
  const charger = query.data;
  const choose = (next: string | null) =>
    void navigate({
      to: '/chargers/$chargerId',
      params: { chargerId: id },
      // The call stays open beside the other tab.
      search: ({ call, payload }) => ({
        tab: next === 'status' ? undefined : (next as ChargerTab),
        call,
        payload,
      }),
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
          <div className={css.beside}>
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
              <Tabs.Panel value="profiles">
                <Suspense fallback={<TabSkeleton />}>
                  <ProfilesTab charger={charger} samples={samples} />
                </Suspense>
              </Tabs.Panel>
              <Tabs.Panel value="access">
                <Suspense fallback={<TabSkeleton />}>
                  <AccessTab charger={charger} />
                </Suspense>
              </Tabs.Panel>
              <Tabs.Panel value="security">
                <Suspense fallback={<TabSkeleton />}>
                  <SecurityTab charger={charger} />
                </Suspense>
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
            {call && (
              <Suspense>
                <CallPanel charger={charger} />
              </Suspense>
            )}
          </div>
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

const TabSkeleton = () => (
  <div className={css.skeleton} role="status" aria-label="Loading the view">
    <Skeleton height={16} width={220} />
    <Skeleton height={240} mt={8} />
  </div>
);
