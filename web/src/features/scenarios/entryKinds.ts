import type { ScenarioOrigin, TimelineEntry } from '../../api/types';

/** What entries of the timeline are about, for filters and marks. */
export type EntryGroup = 'session' | 'chaos' | 'connection' | 'csms' | 'status' | 'problem';

export const groupNames: Readonly<Record<EntryGroup, string>> = {
  session: 'Cars and sessions',
  chaos: 'Chaos',
  connection: 'Connection and power',
  csms: 'CSMS and settings',
  status: 'Connector status',
  problem: 'Refusals and failures',
};

export const originNames: Readonly<Record<ScenarioOrigin, string>> = {
  plan: 'Planned',
  reaction: 'Reaction',
  consequence: 'Consequence',
};

const members: Readonly<Record<Exclude<EntryGroup, 'csms'>, readonly string[]>> = {
  session: [
    'plug-in',
    'unplug',
    'present-tag',
    'start-transaction',
    'stop-transaction',
    'drive-off',
    'pause-vehicle',
    'resume-vehicle',
    'plugged-in',
    'unplugged',
    'authorized',
    'connection-timeout',
    'transaction-started',
    'transaction-answered',
    'transaction-resumed',
    'transaction-stopped',
  ],
  chaos: ['chaos', 'lift-chaos', 'chaos-injected', 'chaos-lifted', 'chaos-ended'],
  connection: [
    'start',
    'stop',
    'connected',
    'disconnected',
    'powered-on',
    'powered-off',
    'power-lost',
    'reset',
    'registration',
  ],
  status: ['status-changed'],
  problem: [
    'refused',
    'not-authorized',
    'call-failed',
    'call-refused',
    'call-handler-failed',
    'message-given-up',
    'message-dropped',
    'fault-started',
    'connect-failed',
    'expectation-failed',
    'failed',
    'missed',
  ],
};

const groups = new Map<string, EntryGroup>(
  (Object.keys(members) as (keyof typeof members)[]).flatMap((group) =>
    members[group].map((kind) => [kind, group] as const),
  ),
);

/** Everything else is what a CSMS called, or what it changed. */
export const groupOf = (kind: string): EntryGroup => groups.get(kind) ?? 'csms';

export interface EntryFilter {
  /** A part of the charger's id, in lower case. */
  charger: string;
  group: EntryGroup | null;
  origin: ScenarioOrigin | null;
}

export const matches = (entry: TimelineEntry, { charger, group, origin }: EntryFilter): boolean =>
  (group === null || groupOf(entry.kind) === group) &&
  (origin === null || entry.origin === origin) &&
  (charger === '' || (entry.chargerId ?? '').toLowerCase().includes(charger));

/** `transaction-started` as words. */
export const kindName = (kind: string): string => kind.replaceAll('-', ' ');
