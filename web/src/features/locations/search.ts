/** What the address of the locations holds. */
export interface LocationsSearch {
  q?: string;
  /** The location that chargers and vehicles are being moved to. */
  assign?: string;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

export const readLocationsSearch = (search: Record<string, unknown>): LocationsSearch => ({
  q: text(search.q),
  assign: text(search.assign),
});
