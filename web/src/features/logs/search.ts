export const categories = ['ocpp', 'connection', 'evse', 'scenario', 'chaos', 'system'] as const;
export type Category = (typeof categories)[number];

/** Which lines of the log a view shows, as its address holds it; what is absent narrows nothing. */
export interface LogSearch {
  q?: string;
  category?: Category[];
  /** As one reads it at the charger: `out` is sent, `in` is received. */
  direction?: 'sent' | 'received';
  actions?: string[];
  type?: string;
  problem?: true;
  /** Instants, as ISO 8601 in UTC. */
  from?: string;
  to?: string;
  /** The line that is open, by its number. */
  line?: number;
}

/** The address of the view of all logs. */
export interface LogsSearch extends LogSearch {
  chargers?: string[];
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value);

const texts = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).map(text).filter((each) => each !== undefined);
  return all.length > 0 ? [...new Set(all)] : undefined;
};

const instant = (value: unknown): string | undefined =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;

export function readLogSearch(search: Record<string, unknown>): LogSearch {
  const known = texts(search.category)?.filter((each) => categories.some((category) => category === each));
  return {
    q: text(search.q),
    category: known && known.length > 0 ? (known as Category[]) : undefined,
    direction: search.direction === 'sent' || search.direction === 'received' ? search.direction : undefined,
    actions: texts(search.actions),
    type: text(search.type),
    problem: search.problem === true ? true : undefined,
    from: instant(search.from),
    to: instant(search.to),
    line: Number.isSafeInteger(search.line) ? Number(search.line) : undefined,
  };
}

export const readLogsSearch = (search: Record<string, unknown>): LogsSearch => ({
  ...readLogSearch(search),
  chargers: texts(search.chargers),
});

export const noFilter: LogSearch = {
  q: undefined,
  category: undefined,
  direction: undefined,
  actions: undefined,
  type: undefined,
  problem: undefined,
  from: undefined,
  to: undefined,
};

export const isFiltered = (search: LogSearch): boolean =>
  (Object.keys(noFilter) as (keyof LogSearch)[]).some((key) => search[key] !== undefined);

/** The same as the API has it; absent keys are left out. */
export interface LogQuery {
  chargerId?: string[];
  category?: string[];
  type?: string;
  direction?: 'in' | 'out';
  action?: string[];
  from?: string;
  to?: string;
  search?: string;
  problem?: true;
}

export function queryOf(search: LogSearch, chargers: readonly string[] | undefined): LogQuery {
  const query: LogQuery = {
    chargerId: chargers && chargers.length > 0 ? [...chargers] : undefined,
    category: search.category,
    type: search.type,
    direction: search.direction && (search.direction === 'sent' ? 'out' : 'in'),
    action: search.actions,
    from: search.from,
    to: search.to,
    search: search.q,
    problem: search.problem,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** Where exactly these lines are as a file. */
export function exportUrl(query: LogQuery, format: 'json' | 'text'): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const each of Array.isArray(value) ? value : [value]) parameters.append(key, String(each));
  parameters.append('format', format);
  return `/logs/export?${parameters}`;
}
