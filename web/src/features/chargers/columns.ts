import type { SortKey } from './search';

export interface Column {
  key: string;
  name: string;
  sort?: SortKey;
  align?: 'right';
}

export const columns: readonly Column[] = [
  { key: 'id', name: 'Charger', sort: 'id' },
  { key: 'connection', name: 'Connection', sort: 'connection' },
  { key: 'evses', name: 'EVSEs', sort: 'status' },
  { key: 'power', name: 'Power', sort: 'power', align: 'right' },
  { key: 'trail', name: 'Last 3 min' },
  { key: 'session', name: 'Session' },
  { key: 'energy', name: 'Energy', sort: 'energy', align: 'right' },
  { key: 'model', name: 'Model', sort: 'model' },
  { key: 'csms', name: 'CSMS' },
  { key: 'last', name: 'Last message', sort: 'last', align: 'right' },
];
