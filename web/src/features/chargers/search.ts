import type { ChargePointStatus, ConnectionState } from '../../api/types';
import { connectionStates, isStatus } from '../../lib/status';

export const sortKeys = ['id', 'connection', 'status', 'power', 'energy', 'model', 'last'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What the address of the table holds, so that a link shows the same view. */
export interface ChargersSearch {
  status?: string;
  connection?: string;
  q?: string;
  sort?: SortKey;
  desc?: boolean;
  preview?: string;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

export function readChargersSearch(search: Record<string, unknown>): ChargersSearch {
  return {
    status: text(search.status),
    connection: text(search.connection),
    q: text(search.q),
    sort: sortKeys.find((key) => key === search.sort),
    desc: search.desc === true || undefined,
    preview: text(search.preview),
  };
}

const list = (value: string | undefined): string[] => (value ? value.split(',') : []);

export const statusesOf = (search: ChargersSearch): ChargePointStatus[] =>
  list(search.status).filter(isStatus);

export const connectionsOf = (search: ChargersSearch): ConnectionState[] =>
  connectionStates.filter((state) => list(search.connection).includes(state));

/** The list with the item added or taken away; undefined when nothing is left. */
export function toggled(value: string | undefined, item: string): string | undefined {
  const items = list(value);
  const next = items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
  return next.length > 0 ? next.join(',') : undefined;
}
