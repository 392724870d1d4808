import type { ChargePointStatus, ConnectionState } from '../../api/types';
import { connectionStates, statusRank } from '../../lib/status';
import type { ChargerRow } from '../../live/chargerStore';
import type { SortKey } from './search';

export interface ViewQuery {
  statuses: readonly ChargePointStatus[];
  connections: readonly ConnectionState[];
  text: string;
  sort: SortKey;
  desc: boolean;
}

export interface ChargerView {
  /** Ids in the order of the table. */
  ids: string[];
  /** What a chip would show: EVSEs in each status and chargers in each connection state, of those that match all else. */
  statusCounts: Map<ChargePointStatus, number>;
  connectionCounts: Map<ConnectionState, number>;
  total: number;
}

/** Which rows to show, in which order. One pass and one sort: a few milliseconds at 10,000 rows. */
export function viewOf(rows: Iterable<ChargerRow>, query: ViewQuery): ChargerView {
  const statusCounts = new Map<ChargePointStatus, number>();
  const connectionCounts = new Map<ConnectionState, number>();
  const text = query.text.trim().toLowerCase();
  const shown: ChargerRow[] = [];
  let total = 0;
  for (const row of rows) {
    total++;
    const { charger } = row;
    if (text && !matchesText(row, text)) continue;
    // An EVSE of a charger that is off is in no state: what it was in last is not what it is.
    const evses = charger.connection === 'off' ? [] : charger.evses;
    const status = query.statuses.length === 0 || evses.some((evse) => query.statuses.includes(evse.status));
    const connection = query.connections.length === 0 || query.connections.includes(charger.connection);
    if (connection)
      for (const evse of evses) statusCounts.set(evse.status, (statusCounts.get(evse.status) ?? 0) + 1);
    if (status) connectionCounts.set(charger.connection, (connectionCounts.get(charger.connection) ?? 0) + 1);
    if (!status || !connection) continue;
    shown.push(row);
  }
  const direction = query.desc ? -1 : 1;
  const compare = comparers[query.sort];
  shown.sort((a, b) => direction * compare(a, b) || byId(a, b));
  return { ids: shown.map((row) => row.charger.id), statusCounts, connectionCounts, total };
}

/** Id, make, or the tag or vehicle at one of its EVSEs. */
function matchesText({ charger }: ChargerRow, text: string): boolean {
  const has = (value: string | null | undefined) => value?.toLowerCase().includes(text);
  return Boolean(
    has(charger.id) ||
      has(charger.vendor) ||
      has(charger.model) ||
      charger.evses.some((evse) => has(evse.transaction?.idTag) || has(evse.vehicle?.id)),
  );
}

// By code unit: a hundred times as fast as by locale, and for ids and instants just as right.
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: ChargerRow, b: ChargerRow): number => byText(a.sortKey, b.sortKey);

const worst = (row: ChargerRow): number =>
  Math.min(...row.charger.evses.map((evse) => statusRank(evse.status)));

export const sessionEnergyWh = (row: ChargerRow): number =>
  row.charger.evses.reduce((sum, evse) => sum + (evse.transaction?.energyWh ?? 0), 0);

const comparers: Record<SortKey, (a: ChargerRow, b: ChargerRow) => number> = {
  id: byId,
  connection: (a, b) =>
    connectionStates.indexOf(a.charger.connection) - connectionStates.indexOf(b.charger.connection),
  status: (a, b) => worst(a) - worst(b),
  power: (a, b) => a.powerW - b.powerW,
  energy: (a, b) => sessionEnergyWh(a) - sessionEnergyWh(b),
  model: (a, b) => byText(a.charger.model, b.charger.model),
  last: (a, b) => byText(a.charger.lastMessageAt ?? '', b.charger.lastMessageAt ?? ''),
};
