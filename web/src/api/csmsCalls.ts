import type { CallReport, CsmsAction, CsmsChargePoint, CsmsSession, IdTagEntry } from './csmsTypes';
import { ApiError } from './problem';

async function request<T>(path: string, body?: unknown): Promise<{ data: T; response: Response }> {
  let response: Response;
  try {
    response = await fetch(
      path,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    );
  } catch {
    throw ApiError.unreachable();
  }
  const text = await response.text();
  const data: unknown = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw ApiError.from(response.status, data);
  return { data: data as T, response };
}

export const mostListed = 1000;

export async function listCsmsChargers() {
  const { data, response } = await request<CsmsChargePoint[]>(`/csms/chargers?limit=${mostListed}`);
  return { items: data, total: Number(response.headers.get('X-Total-Count') ?? data.length) };
}
export const getCsmsCharger = async (id: string) =>
  (await request<CsmsChargePoint>(`/csms/chargers/${encodeURIComponent(id)}`)).data;
export const listCsmsSessions = async (chargerId?: string) =>
  (
    await request<CsmsSession[]>(
      `/csms/sessions?limit=200${chargerId ? `&chargerId=${encodeURIComponent(chargerId)}` : ''}`,
    )
  ).data;
export const listCsmsActions = async () => (await request<CsmsAction[]>('/csms/actions')).data;
export const callCharger = async (id: string, action: string, payload: unknown, force: boolean) =>
  (
    await request<CallReport>(`/csms/chargers/${encodeURIComponent(id)}/calls${force ? '?force=true' : ''}`, {
      action,
      payload,
    })
  ).data;
export const listIdTags = async () => (await request<IdTagEntry[]>('/csms/id-tags')).data;
export const setIdTag = async (entry: Partial<IdTagEntry> & Pick<IdTagEntry, 'idTag' | 'status'>) =>
  (await request<IdTagEntry>('/csms/id-tags', entry)).data;
