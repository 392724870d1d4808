import { ApiError } from './problem';

// The model library and the sample files, which the page only shows.

export interface ChargerModel {
  id: string;
  description: string;
  vendor: string;
  model: string;
  evses: { id: number; currentType: string; connectorType: string; maxPowerW: number; phases: number }[];
}

export interface BulkCreation {
  model: string;
  count: number;
  idPattern: string;
  locationId?: string;
  start?: boolean;
  overrides?: { csmsUrl?: string };
}

export interface BulkCreated {
  created: number;
  firstId: string;
  lastId: string;
  ids: string[];
}

export interface SampleFile {
  name: string;
  site: string;
  title: string;
  description: string;
  content: 'chargers' | 'vehicles';
  format: 'csv' | 'json';
  items: number;
  sizeBytes: number;
}

async function call<T>(path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw ApiError.unreachable();
  }
  const content: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw ApiError.from(answer.status, content);
  return content as T;
}

export const listModels = () => call<ChargerModel[]>('/models');
export const listSamples = () => call<SampleFile[]>('/samples');
export const createMany = (body: BulkCreation, dryRun: boolean) =>
  call<BulkCreated>(`/chargers/bulk?dryRun=${dryRun}`, body);
