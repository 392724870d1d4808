export const chargerTabs = ['status', 'configuration', 'logs', 'actions'] as const;
export type ChargerTab = (typeof chargerTabs)[number];

/** What the address of a charger's page holds. */
export interface ChargerSearch {
  tab?: ChargerTab;
  /** Configuration and logs: words; logs: category and direction. */
  q?: string;
  category?: string;
  direction?: string;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

export function readChargerSearch(search: Record<string, unknown>): ChargerSearch {
  return {
    tab: chargerTabs.find((tab) => tab === search.tab && tab !== 'status'),
    q: text(search.q),
    category: text(search.category),
    direction: text(search.direction),
  };
}
