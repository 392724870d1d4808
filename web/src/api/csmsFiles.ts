/** Where a file of the embedded CSMS's store is downloaded from. */
export const fileUrl = (name: string): string => `/csms/files/${encodeURIComponent(name)}`;
