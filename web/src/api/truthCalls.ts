import { answerOf, client } from './client';
import type { RunTruth, SessionVerdict } from './types';

export interface TruthPage extends RunTruth {
  /** Sessions of that verdict before paging. */
  total: number;
}

/** What the last run of a location truly delivered; a page of its sessions. */
export async function getTruth(
  locationId: string,
  verdict: SessionVerdict | undefined,
  offset: number,
  limit: number,
): Promise<TruthPage> {
  const { data, response } = await answerOf(
    client.GET('/truth', { params: { query: { locationId, verdict, offset, limit } } }),
  );
  return { ...data, total: Number(response.headers.get('X-Total-Count') ?? data.sessions.length) };
}

export const truthFileAddress = (locationId: string, format: 'csv' | 'json'): string =>
  `/truth/export?format=${format}&locationId=${encodeURIComponent(locationId)}`;
