import { ApiError } from '../../api/problem';
import type { ImportReport } from '../../api/types';
import type { ChosenFile, Kind } from './importFile';

export interface Upload {
  kind: Kind;
  file: ChosenFile;
  dryRun: boolean;
  upsert: boolean;
}

const types = { csv: 'text/csv', json: 'application/json' } as const;

/** Sends the file as it is, and tells how much of it is gone; `fetch` could not. An invalid file is a report too. */
export function upload(
  { kind, file, dryRun, upsert }: Upload,
  onSent: (share: number) => void,
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/import/${kind}?dryRun=${dryRun}&mode=${upsert ? 'upsert' : 'create'}`);
    request.setRequestHeader('Content-Type', types[file.rows.format]);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(ApiError.unreachable());
    request.onload = () => {
      const body = parsed(request.responseText);
      if (isReport(body)) resolve(body);
      else reject(ApiError.from(request.status, body));
    };
    request.send(file.file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isReport = (body: unknown): body is ImportReport =>
  typeof body === 'object' && body !== null && 'items' in body && 'valid' in body;
