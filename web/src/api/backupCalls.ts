import { answerOf, client } from './client';
import { ApiError } from './problem';
import { sendFile } from './send';
import type { RestoreReport } from './types';

/** Everything that is in the databases, as a file with the name that the server gives it. */
export async function fetchBackup(): Promise<{ name: string; file: Blob }> {
  const { data, response } = await answerOf(client.GET('/backup', { parseAs: 'blob' }));
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const name = /filename="?([^";]+)/.exec(disposition)?.[1] ?? 'simulator.zip';
  return { name, file: data as Blob };
}

/** A dry run says what there would be and changes nothing. */
export async function restore(
  file: Blob,
  dryRun: boolean,
  onSent: (share: number) => void,
): Promise<RestoreReport> {
  const { status, body } = await sendFile(`/restore?dryRun=${dryRun}`, file, 'application/zip', onSent);
  if (status === 200) return body as RestoreReport;
  throw ApiError.from(status, body);
}
