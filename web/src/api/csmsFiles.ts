import { answerOf, bodyOf, client } from './client';
import type { SignatureAlgorithm } from './types';

// The files of the embedded CSMS, and its certificate authorities.

const path = (name: string) => ({ path: { name } });

/** Where a file of the embedded CSMS's store is downloaded from. */
export const fileUrl = (name: string): string => `/csms/files/${encodeURIComponent(name)}`;

/** The same as a charge point is told of it. */
export const fileLocation = (name: string): string => `${location.origin}${fileUrl(name)}`;

/** Where charge points bring diagnostics and logs. */
export const filesLocation = (): string => `${location.origin}/csms/files`;

export const listFiles = () => bodyOf(client.GET('/csms/files'));
export const uploadFile = (name: string, file: File) =>
  bodyOf(
    client.PUT('/csms/files/{name}', {
      params: path(name),
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file as never,
      bodySerializer: (body: unknown) => body as File,
    }),
  );
export const deleteFile = (name: string) =>
  bodyOf(client.DELETE('/csms/files/{name}', { params: path(name) }));

export const signFirmware = (file: string, algorithm: SignatureAlgorithm) =>
  bodyOf(client.POST('/csms/ca/firmware-signatures', { body: { file, algorithm } }));
export const getAuthorities = () => bodyOf(client.GET('/csms/ca'));
export const setSigning = (automatic: boolean) =>
  bodyOf(client.PUT('/csms/ca/signing', { body: { automatic } }));

export const getAddresses = () => bodyOf(client.GET('/csms/addresses'));

/** The most charge points with learnt security that the view lists. */
const mostLearnt = 200;

export async function listLearntSecurity() {
  const { data, response } = await answerOf(
    client.GET('/csms/security', { params: { query: { limit: mostLearnt } } }),
  );
  return { items: data, total: Number(response.headers.get('X-Total-Count') ?? data.length) };
}
export const forgetSecurity = (id: string) =>
  bodyOf(client.DELETE('/csms/chargers/{id}/security', { params: { path: { id } } }));
