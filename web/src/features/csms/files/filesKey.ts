/** Of the list of files in the cache. */
export const filesKey = ['csms', 'files'] as const;
