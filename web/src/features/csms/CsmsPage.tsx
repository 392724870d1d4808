import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CreditCard, FileKey, Network, ReceiptText } from 'lucide-react';
import { getAddresses } from '../../api/csmsFiles';
import { ChargePoints } from './ChargePoints';
import css from './csms.module.css';
import { FilesTab } from './files/FilesTab';
import { IdTags } from './IdTags';
import { SessionsTable } from './SessionsTable';
import type { CsmsView } from './search';
import { useCsmsFreshness } from './useCsmsFreshness';

const views = [
  { value: 'chargers', name: 'Charge points', icon: Network },
  { value: 'sessions', name: 'Sessions', icon: ReceiptText },
  { value: 'tags', name: 'Tags', icon: CreditCard },
  { value: 'files', name: 'Files & CA', icon: FileKey },
] as const;

/** The embedded central system: who is connected to it, what it recorded, and calls sent by hand. */
export function CsmsPage() {
  const { view = 'chargers' } = useSearch({ from: '/csms' });
  const navigate = useNavigate();
  useCsmsFreshness();
  const addresses = useQuery({ queryKey: ['csms', 'addresses'], queryFn: getAddresses });
  const choose = (next: string | null) =>
    void navigate({ to: '/csms', search: { view: next === 'chargers' ? undefined : (next as CsmsView) } });
  return (
    <div className="page">
      <header className={css.header}>
        <h1>Embedded CSMS</h1>
        <p className="dim">
          Chargers without a CSMS of their own connect to it, and any other charge point that speaks OCPP 1.6J
          can, at{' '}
          <code className="mono">{`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ocpp/{id}`}</code>
          {addresses.data?.secureUrl && (
            <>
              , with TLS at <code className="mono">{`${addresses.data.secureUrl}/{id}`}</code>
            </>
          )}
        </p>
      </header>
      <Tabs value={view} onChange={choose} className={css.tabs} classNames={{ panel: css.panel }}>
        <Tabs.List px={16} aria-label="Views of the CSMS">
          {views.map(({ value, name, icon: Icon }) => (
            <Tabs.Tab key={value} value={value} leftSection={<Icon size={14} aria-hidden />}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="chargers">
          <ChargePoints />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <div className={css.pad}>
            <SessionsTable />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="tags">
          <IdTags />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <FilesTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
