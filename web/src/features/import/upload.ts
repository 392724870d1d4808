import { ApiError } from '../../api/problem';
import { sendFile } from '../../api/send';
import type { ImportReport } from '../../api/types';
import type { ChosenFile, Kind } from './importFile';

export interface Upload {
  kind: Kind;
  file: ChosenFile;
  dryRun: boolean;
  upsert: boolean;
}

const types = { csv: 'text/csv', json: 'application/json' } as const;

/** An invalid file is a report too. */
export async function upload(
  { kind, file, dryRun, upsert }: Upload,
  onSent: (share: number) => void,
): Promise<ImportReport> {
  const address = `/import/${kind}?dryRun=${dryRun}&mode=${upsert ? 'upsert' : 'create'}`;
  const { status, body } = await sendFile(address, file.file, types[file.rows.format], onSent);
  if (isReport(body)) return body;
  throw ApiError.from(status, body);
}

const isReport = (body: unknown): body is ImportReport =>
  typeof body === 'object' && body !== null && 'items' in body && 'valid' in body;
