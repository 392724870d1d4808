import { answerOf, bodyOf, client } from './client';
import type {
  ChaosRequest,
  ChargePointErrorCode,
  ChargePointStatus,
  Charger,
  ChargerInput,
  ChargerPatch,
  LogEntry,
  LogRead,
  Reason,
} from './types';

const path = (id: string) => ({ path: { id } });

export async function listChargers(query: {
  limit?: number;
  offset?: number;
}): Promise<{ items: Charger[]; total: number }> {
  const { data, response } = await answerOf(client.GET('/chargers', { params: { query } }));
  return { items: data, total: Number(response.headers.get('X-Total-Count') ?? data.length) };
}

export const getCharger = (id: string) => bodyOf(client.GET('/chargers/{id}', { params: path(id) }));
export const createCharger = (charger: ChargerInput) => bodyOf(client.POST('/chargers', { body: charger }));
export const updateCharger = (id: string, patch: ChargerPatch) =>
  bodyOf(client.PATCH('/chargers/{id}', { params: path(id), body: patch }));
export const deleteCharger = (id: string) => bodyOf(client.DELETE('/chargers/{id}', { params: path(id) }));
export const startCharger = (id: string) => bodyOf(client.POST('/chargers/{id}/start', { params: path(id) }));
export const stopCharger = (id: string) => bodyOf(client.POST('/chargers/{id}/stop', { params: path(id) }));
export const startChargers = (ids: string[]) => bodyOf(client.POST('/chargers/start', { body: { ids } }));
export const stopChargers = (ids: string[]) => bodyOf(client.POST('/chargers/stop', { body: { ids } }));

const evse = (id: string, evseId: number) => ({ path: { id, evseId } });

export const plugIn = (id: string, evseId: number, vehicleId?: string) =>
  bodyOf(
    client.POST('/chargers/{id}/evses/{evseId}/plug-in', {
      params: evse(id, evseId),
      body: vehicleId ? { vehicleId } : {},
    }),
  );
export const unplug = (id: string, evseId: number, side: 'evse' | 'ev') =>
  bodyOf(client.POST('/chargers/{id}/evses/{evseId}/unplug', { params: evse(id, evseId), body: { side } }));
export const presentTag = (id: string, evseId: number, idTag: string) =>
  bodyOf(
    client.POST('/chargers/{id}/evses/{evseId}/present-tag', { params: evse(id, evseId), body: { idTag } }),
  );
export const stopTransaction = (id: string, evseId: number, reason: Reason = 'Local') =>
  bodyOf(
    client.POST('/chargers/{id}/evses/{evseId}/stop-transaction', {
      params: evse(id, evseId),
      body: { reason },
    }),
  );
export const setStatus = (
  id: string,
  evseId: number,
  body: { status: ChargePointStatus; errorCode?: ChargePointErrorCode },
) => bodyOf(client.POST('/chargers/{id}/evses/{evseId}/status', { params: evse(id, evseId), body }));
export const getHistory = (id: string, evseId: number) =>
  bodyOf(client.GET('/chargers/{id}/evses/{evseId}/history', { params: evse(id, evseId) }));

export const getFleetHistory = () => bodyOf(client.GET('/fleet/history'));

export const injectChaos = (id: string, body: ChaosRequest) =>
  bodyOf(client.POST('/chargers/{id}/chaos', { params: path(id), body }));
export const listChaosKinds = () => bodyOf(client.GET('/chaos/kinds'));
/** In a share of them, from 0 to 1, that the seed of the answer has chosen. */
export const injectChaosInMany = (ids: string[], share: number, chaos: ChaosRequest) =>
  bodyOf(client.POST('/chaos', { body: { ids, share, chaos: [chaos] } }));
export const liftChaosOfMany = (ids: string[]) => bodyOf(client.DELETE('/chaos', { body: { ids } }));
export const liftChaos = (id: string, chaosId: string) =>
  bodyOf(client.DELETE('/chargers/{id}/chaos/{chaosId}', { params: { path: { id, chaosId } } }));
export const liftAllChaos = (id: string) =>
  bodyOf(client.DELETE('/chargers/{id}/chaos', { params: path(id) }));

export const getConfiguration = (id: string) =>
  bodyOf(client.GET('/chargers/{id}/config', { params: path(id) }));
export const setConfiguration = (id: string, key: string, value: string) =>
  bodyOf(client.POST('/chargers/{id}/config', { params: path(id), body: { key, value } }));

export async function getLogs(query: LogRead): Promise<{ items: LogEntry[]; total: number }> {
  const { data, response } = await answerOf(client.GET('/logs', { params: { query } }));
  return { items: data, total: Number(response.headers.get('X-Total-Count') ?? data.length) };
}
export const listLogFiles = () => bodyOf(client.GET('/logs/files'));
export const logFileUrl = (locationId: string, name: string) =>
  `/logs/files/${encodeURIComponent(locationId)}/${name}`;
export const deleteLogFile = (locationId: string, name: string) =>
  bodyOf(client.DELETE('/logs/files/{locationId}/{name}', { params: { path: { locationId, name } } }));
/** Of these chargers; of all, and of the simulator itself, when none is given. */
export const clearLogs = (chargerId: string[]) =>
  bodyOf(client.DELETE('/logs', { params: { query: { chargerId } } }));
