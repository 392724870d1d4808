import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IdCard, Search } from 'lucide-react';
import { getLocalList } from '../../../api/partCalls';
import type { Charger, LocalList, LocalListItem } from '../../../api/types';
import { Instant } from '../../../components/Instant';
import { Part } from '../../../components/Part';
import part from '../../../components/part.module.css';
import table from '../../../components/table.module.css';
import { useNow } from '../../../lib/clock';
import { count } from '../../../lib/format';
import { CallButton } from '../calls/CallButton';
import parts from '../parts.module.css';
import { partKey } from '../useCharger';
import { localListPreset } from './localListPreset';

const mostShown = 200;

/** The local authorization list: its version, whether it is in use, and its entries. */
export function LocalListView({ charger }: { charger: Charger }) {
  const query = useQuery({
    queryKey: partKey(charger.id, 'local-list'),
    queryFn: () => getLocalList(charger.id),
  });
  const send = (
    <CallButton chargerId={charger.id} action="SendLocalList" payload={localListPreset(query.data)} />
  );
  const enable = (
    <CallButton
      chargerId={charger.id}
      action="ChangeConfiguration"
      payload={{ key: 'LocalAuthListEnabled', value: 'true' }}
    >
      Enable the list
    </CallButton>
  );
  return (
    <Part
      title="Local authorization list"
      query={query}
      isEmpty={(list) => list.entries.length === 0}
      empty={{
        icon: IdCard,
        title: 'The list is empty',
        children: `The CSMS fills it with SendLocalList, for tags that are accepted without asking it.${
          query.data?.inUse === false ? ' LocalAuthListEnabled is false: it would be kept, but not used.' : ''
        }`,
        action: (
          <>
            {send}
            {query.data?.inUse === false && enable}
          </>
        ),
      }}
      tools={
        <>
          {query.data?.inUse === false && enable}
          {send}
        </>
      }
    >
      {(list) => <Entries charger={charger} list={list} />}
    </Part>
  );
}

function Entries({ charger, list }: { charger: Charger; list: LocalList }) {
  const { q = '' } = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const words = q.trim().toLowerCase();
  const found = list.entries.filter(({ idTag, parentIdTag, status }) =>
    `${idTag} ${parentIdTag ?? ''} ${status}`.toLowerCase().includes(words),
  );
  const search = (text: string) =>
    void navigate({
      to: '/chargers/$chargerId',
      params: { chargerId: charger.id },
      search: (former) => ({ ...former, q: text || undefined }),
      replace: true,
    });
  return (
    <>
      <div className={part.head}>
        <TextInput
          leftSection={<Search size={14} />}
          placeholder="Tag, group or status"
          aria-label="Search the list"
          type="search"
          w={240}
          value={q}
          onChange={(event) => search(event.currentTarget.value)}
        />
        <span className="dim tnum">
          version {list.version}, {found.length < list.entries.length && `${count(found.length)} of `}
          {count(list.entries.length)} {list.entries.length === 1 ? 'tag' : 'tags'}
        </span>
        {!list.inUse && <span className={parts.warn}>not in use: LocalAuthListEnabled is false</span>}
      </div>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>idTag</th>
              <th>Status</th>
              <th>Group</th>
              <th>Expires</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, mostShown).map((entry) => (
              <Row key={entry.idTag} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {found.length > mostShown && (
        <p className="dim">{count(found.length - mostShown)} more: search for those you look for.</p>
      )}
      {found.length === 0 && <p className="dim">No tag matches.</p>}
    </>
  );
}

function Row({ entry }: { entry: LocalListItem }) {
  const now = useNow();
  const { expiryDate } = entry;
  return (
    <tr>
      <td className="mono">{entry.idTag}</td>
      <td className={entry.status === 'Accepted' ? parts.good : parts.bad}>{entry.status}</td>
      <td className="mono">{entry.parentIdTag ?? '–'}</td>
      <td>
        {expiryDate ? (
          <span className={Date.parse(expiryDate) < now ? parts.bad : undefined}>
            <Instant at={expiryDate} />
          </span>
        ) : (
          <span className="dim">never</span>
        )}
      </td>
    </tr>
  );
}
