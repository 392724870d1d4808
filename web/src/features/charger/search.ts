import { isObject, type JsonObject } from '../../lib/json';
import { type LogSearch, readLogSearch } from '../logs/search';

export const chargerTabs = [
  'status',
  'profiles',
  'access',
  'security',
  'configuration',
  'logs',
  'actions',
] as const;
export type ChargerTab = (typeof chargerTabs)[number];

/** What the address of a charger's page holds. */
export interface ChargerSearch extends LogSearch {
  tab?: ChargerTab;
  /** Charging profiles: of which EVSE the composite is, 0 for the whole charger; hours ahead; unit. */
  evse?: number;
  hours?: number;
  unit?: 'W' | 'A';
  /** The call of the embedded CSMS that is open beside the tab, and what it begins with. */
  call?: string;
  payload?: JsonObject;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

export function readChargerSearch(search: Record<string, unknown>): ChargerSearch {
  return {
    tab: chargerTabs.find((tab) => tab === search.tab && tab !== 'status'),
    // Its words are those of the configuration and of the local list as well.
    ...readLogSearch(search),
    evse: Number.isInteger(search.evse) ? Number(search.evse) : undefined,
    hours: Number.isInteger(search.hours) ? Number(search.hours) : undefined,
    unit: search.unit === 'W' || search.unit === 'A' ? search.unit : undefined,
    call: text(search.call),
    payload: isObject(search.payload) ? search.payload : undefined,
  };
}
