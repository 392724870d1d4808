import { isObject, type JsonObject } from '../../lib/json';

export const csmsViews = ['chargers', 'sessions', 'tags', 'files'] as const;
export type CsmsView = (typeof csmsViews)[number];

/** What the address of the CSMS view holds. */
export interface CsmsSearch {
  view?: CsmsView;
  charger?: string;
  action?: string;
  /** What the call begins with, in place of the action's example. */
  payload?: JsonObject;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

export function readCsmsSearch(search: Record<string, unknown>): CsmsSearch {
  return {
    view: csmsViews.find((view) => view === search.view && view !== 'chargers'),
    charger: text(search.charger),
    action: text(search.action),
    payload: isObject(search.payload) ? search.payload : undefined,
  };
}
