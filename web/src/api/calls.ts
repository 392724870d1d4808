import { request } from './client';
import type {
  ActiveChaos,
  CallOutcome,
  ChaosRequest,
  Charger,
  ChargerCreate,
  ConfigurationEntry,
  CsmsAction,
  CsmsCharger,
  CsmsSession,
  Evse,
  HistoryPoint,
  ImportReport,
  Location,
  LogEntry,
  Vehicle,
} from './types';

const at = (id: string) => `/chargers/${encodeURIComponent(id)}`;
const body = async <T>(answer: Promise<[T, Response]>): Promise<T> => (await answer)[0];

export async function listChargers(query: {
  limit?: number;
  offset?: number;
  locationId?: string;
}): Promise<{ items: Charger[]; total: number }> {
  const [items, response] = await request<Charger[]>('GET', '/chargers', { query });
  return { items, total: Number(response.headers.get('X-Total-Count') ?? items.length) };
}

export const getCharger = (id: string) => body(request<Charger>('GET', at(id)));
export const createCharger = (charger: ChargerCreate) =>
  body(request<Charger>('POST', '/chargers', { body: charger }));
export const deleteCharger = (id: string) => body(request<void>('DELETE', at(id)));
export const startCharger = (id: string) => body(request<Charger>('POST', `${at(id)}/start`));
export const stopCharger = (id: string) => body(request<Charger>('POST', `${at(id)}/stop`));
export type Selection = { ids: string[] } | { all: true };
export const startChargers = (selection: Selection) =>
  body(request<unknown>('POST', '/chargers/start', { body: selection }));
export const stopChargers = (selection: Selection) =>
  body(request<unknown>('POST', '/chargers/stop', { body: selection }));

const evse = (id: string, evseId: number, act: string, payload: unknown = {}) =>
  body(request<Evse>('POST', `${at(id)}/evses/${evseId}/${act}`, { body: payload }));
export const plugIn = (id: string, evseId: number, vehicleId?: string) =>
  evse(id, evseId, 'plug-in', { vehicleId });
export const unplug = (id: string, evseId: number, side: 'evse' | 'ev') =>
  evse(id, evseId, 'unplug', { side });
export const presentTag = (id: string, evseId: number, idTag: string) =>
  evse(id, evseId, 'present-tag', { idTag });
export const stopTransaction = (id: string, evseId: number, reason?: string) =>
  evse(id, evseId, 'stop-transaction', { reason });
export const setStatus = (
  id: string,
  evseId: number,
  status: { status: string; errorCode?: string; info?: string },
) => evse(id, evseId, 'status', status);

export const injectChaos = (id: string, chaos: ChaosRequest) =>
  body(request<ActiveChaos>('POST', `${at(id)}/chaos`, { body: chaos }));
export const liftChaos = (id: string, chaosId?: string) =>
  body(
    request<void>('DELETE', chaosId ? `${at(id)}/chaos/${encodeURIComponent(chaosId)}` : `${at(id)}/chaos`),
  );

export const getConfiguration = (id: string) =>
  body(request<ConfigurationEntry[]>('GET', `${at(id)}/config`));
export const setConfiguration = (id: string, key: string, value: string) =>
  body(request<unknown>('POST', `${at(id)}/config`, { body: { key, value } }));

export const getLogs = (id: string, limit: number) =>
  body(request<LogEntry[]>('GET', `${at(id)}/logs`, { query: { limit } }));
export const clearLogs = (id: string) => body(request<void>('DELETE', `${at(id)}/logs`));
export const getHistory = (id: string, evseId: number) =>
  body(request<HistoryPoint[]>('GET', `${at(id)}/evses/${evseId}/history`));

export const listLocations = () => body(request<Location[]>('GET', '/locations'));
export const activateLocation = (id: string, keepPrevious: boolean) =>
  body(
    request<Location>('POST', `/locations/activate/${encodeURIComponent(id)}`, {
      query: { keepPrevious: keepPrevious || undefined },
    }),
  );
export const listVehicles = () => body(request<Vehicle[]>('GET', '/vehicles'));
export const importChargers = (chargers: unknown, dryRun: boolean) =>
  body(
    request<ImportReport>('POST', '/import/chargers', {
      query: { dryRun: dryRun || undefined },
      body: chargers,
    }),
  );

const csms = (id: string) => `/csms/chargers/${encodeURIComponent(id)}`;
export const listCsmsChargers = () => body(request<CsmsCharger[]>('GET', '/csms/chargers'));
export const listCsmsSessions = (query: { chargerId?: string; open?: boolean } = {}) =>
  body(request<CsmsSession[]>('GET', '/csms/sessions', { query }));
export const listCsmsActions = () => body(request<CsmsAction[]>('GET', '/csms/actions'));
export const sendCall = (id: string, action: string, payload: unknown, force: boolean) =>
  body(
    request<CallOutcome>('POST', `${csms(id)}/calls`, {
      query: { force: force || undefined },
      body: { action, payload },
    }),
  );
