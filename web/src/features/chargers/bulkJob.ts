import type { ChargerStore } from '../../live/chargerStore';

/** A charger that was left out, with the reason. */
export interface Refused {
  id: string;
  detail: string;
}

/** Work on many chargers: what was asked for, how far it is, what was refused. */
export interface BulkJob {
  /** `Starting`, `Stopping`, … */
  name: string;
  /** What those that are done are: `connected`, `off`, … */
  outcome: string;
  total: number;
  done: number;
  refused: readonly Refused[];
  /** Nothing more will come. */
  over: boolean;
}

/** How far a start or a stop is: the chargers themselves tell, over the hub. */
export function progressOf(chargers: ChargerStore, ids: readonly string[], to: 'connected' | 'off'): number {
  let done = 0;
  for (const id of ids) {
    const charger = chargers.get(id)?.charger;
    if (charger ? charger.connection === to : to === 'off') done++;
  }
  return done;
}

/** The same reason for many is said once. */
export function reasonsOf(refused: readonly Refused[]): { detail: string; ids: string[] }[] {
  const reasons = new Map<string, string[]>();
  for (const { id, detail } of refused) {
    // The server names the charger in some of its reasons.
    const reason = detail.replaceAll(`'${id}'`, '…');
    const ids = reasons.get(reason);
    if (ids) ids.push(id);
    else reasons.set(reason, [id]);
  }
  return [...reasons].map(([detail, ids]) => ({ detail, ids })).sort((a, b) => b.ids.length - a.ids.length);
}
