import { ApiError } from '../../api/problem';
import { sendFile } from '../../api/send';
import type { ImportReport } from '../../api/types';
import type { ChosenFile, Kind } from './importFile';

export interface Upload {
  kind: Kind;
  /** Where to; null for the active location. */
  locationId: string | null;
  file: ChosenFile;
  dryRun: boolean;
  upsert: boolean;
}

const types = { csv: 'text/csv', json: 'application/json' } as const;

/** An invalid file is a report too. */
export async function upload(
  { kind, locationId, file, dryRun, upsert }: Upload,
  onSent: (share: number) => void,
): Promise<ImportReport> {
  const address = `/import/${kind}?dryRun=${dryRun}&mode=${upsert ? 'upsert' : 'create'}${
    locationId === null ? '' : `&locationId=${encodeURIComponent(locationId)}`
  }`;
  const { status, body } = await sendFile(address, file.file, types[file.rows.format], onSent);
  if (isReport(body)) return body;
  throw ApiError.from(status, body);
}

const isReport = (body: unknown): body is ImportReport =>
  typeof body === 'object' && body !== null && 'items' in body && 'valid' in body;
