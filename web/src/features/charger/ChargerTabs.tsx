import { Skeleton, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  Activity,
  ChartNoAxesColumn,
  IdCard,
  type LucideIcon,
  ScrollText,
  Settings2,
  ShieldCheck,
  SlidersHorizontal,
} from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { Charger } from '../../api/types';
import { chunk } from '../../app/chunks';
import { ActionsTab } from './ActionsTab';
import { ConfigurationTab } from './ConfigurationTab';
import css from './charger.module.css';
import { LogsTab } from './LogsTab';
import { StatusTab } from './StatusTab';
import type { ChargerTab } from './search';
import type { SampleSource } from './useCharger';

const ProfilesTab = lazy(chunk(() => import('./profiles/ProfilesTab')));
const AccessTab = lazy(chunk(() => import('./access/AccessTab')));
const SecurityTab = lazy(chunk(() => import('./security/SecurityTab')));

interface Props {
  charger: Charger;
  samples: SampleSource;
}

const tabs: { value: ChargerTab; name: string; icon: LucideIcon; view: (props: Props) => ReactNode }[] = [
  { value: 'status', name: 'Status', icon: Activity, view: (props) => <StatusTab {...props} /> },
  {
    value: 'profiles',
    name: 'Charging profiles',
    icon: ChartNoAxesColumn,
    view: (props) => <ProfilesTab {...props} />,
  },
  { value: 'access', name: 'Access', icon: IdCard, view: ({ charger }) => <AccessTab charger={charger} /> },
  {
    value: 'security',
    name: 'Security & firmware',
    icon: ShieldCheck,
    view: ({ charger }) => <SecurityTab charger={charger} />,
  },
  {
    value: 'configuration',
    name: 'Configuration',
    icon: Settings2,
    view: ({ charger }) => <ConfigurationTab charger={charger} />,
  },
  { value: 'logs', name: 'Logs', icon: ScrollText, view: ({ charger }) => <LogsTab id={charger.id} /> },
  {
    value: 'actions',
    name: 'Actions',
    icon: SlidersHorizontal,
    view: ({ charger }) => <ActionsTab charger={charger} />,
  },
];

/** The views of a charger; the address holds which one is open. */
export function ChargerTabs(props: Props) {
  const { id } = props.charger;
  const { tab = 'status' } = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  // Where the list is too narrow for all of them it scrolls.
  useEffect(() => {
    list.current
      ?.querySelector(`[role="tab"][id$="-${tab}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
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
    <Tabs
      value={tab}
      onChange={choose}
      className={css.tabs}
      classNames={{ list: css.tabList, panel: css.panel }}
    >
      <Tabs.List ref={list} aria-label="Views of the charger">
        {tabs.map(({ value, name, icon: Icon }) => (
          <Tabs.Tab key={value} value={value} leftSection={<Icon size={14} aria-hidden />}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value, view }) => (
        <Tabs.Panel key={value} value={value}>
          <Suspense fallback={<TabSkeleton />}>{value === tab && view(props)}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const TabSkeleton = () => (
  <div className={css.skeleton} role="status" aria-label="Loading the view">
    <Skeleton height={16} width={220} />
    <Skeleton height={240} mt={8} />
  </div>
);
