import { answerOf, bodyOf, client } from './client';
import type { IdTagInput } from './types';

/** The most charge points that the view lists. */
export const mostListed = 1000;

export async function listCsmsChargers() {
  const { data, response } = await answerOf(
    client.GET('/csms/chargers', { params: { query: { limit: mostListed } } }),
  );
  return { items: data, total: Number(response.headers.get('X-Total-Count') ?? data.length) };
}

export const getCsmsCharger = (id: string) =>
  bodyOf(client.GET('/csms/chargers/{id}', { params: { path: { id } } }));
export const listCsmsSessions = (chargerId?: string) =>
  bodyOf(
    client.GET('/csms/sessions', { params: { query: { limit: 200, ...(chargerId && { chargerId }) } } }),
  );
export const listCsmsActions = () => bodyOf(client.GET('/csms/actions'));
export const callCharger = (id: string, action: string, payload: unknown, force: boolean) =>
  bodyOf(
    client.POST('/csms/chargers/{id}/calls', {
      params: { path: { id }, query: force ? { force } : {} },
      // The document has no word for "any JSON", so its type allows none.
      body: { action, payload: payload as never },
    }),
  );
export const listIdTags = () => bodyOf(client.GET('/csms/id-tags'));
export const removeIdTag = (idTag: string) =>
  bodyOf(client.DELETE('/csms/id-tags', { params: { query: { idTag } } }));
export const setIdTag = (body: IdTagInput) => bodyOf(client.POST('/csms/id-tags', { body }));
/** The root certificate of the embedded CSMS, in PEM. */
export const getEmbeddedRoot = () => bodyOf(client.GET('/csms/ca/root.pem', { parseAs: 'text' }));
/** The root of what signs firmware, in PEM. */
export const getManufacturerRoot = () => bodyOf(client.GET('/csms/ca/manufacturer.pem', { parseAs: 'text' }));
