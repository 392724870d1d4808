export const sortKeys = ['id', 'tag', 'model', 'battery', 'soc', 'ac', 'dc', 'taper', 'place'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What the address of the vehicles holds, so that a link shows the same view. */
export interface VehiclesSearch {
  q?: string;
  /** A location's id, `*` for all; the active one when absent. */
  location?: string;
  sort?: SortKey;
  desc?: boolean;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

export const readVehiclesSearch = (search: Record<string, unknown>): VehiclesSearch => ({
  q: text(search.q),
  location: text(search.location),
  sort: sortKeys.find((key) => key === search.sort),
  desc: search.desc === true || undefined,
});
