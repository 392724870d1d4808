/** What the address of the import holds; the file itself is the person's. */
export interface ImportSearch {
  kind?: 'chargers' | 'vehicles';
  mode?: 'upsert';
  show?: 'errors';
}

export const readImportSearch = (search: Record<string, unknown>): ImportSearch => ({
  kind: search.kind === 'chargers' || search.kind === 'vehicles' ? search.kind : undefined,
  mode: search.mode === 'upsert' ? 'upsert' : undefined,
  show: search.show === 'errors' ? 'errors' : undefined,
});
