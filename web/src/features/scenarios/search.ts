import type { ScenarioOrigin, SessionVerdict } from '../../api/types';
import { type EntryGroup, groupNames, originNames } from './entryKinds';

/** What the address of the scenarios holds: with it a run can be repeated and a view found again. */
export interface ScenariosSearch {
  /** The run of the location instead of what can be run. */
  show?: 'run' | 'truth';
  scenario?: string;
  seed?: number;
  duration?: number;
  /** Values of parameters that are not the defaults. */
  with?: Record<string, number | string | boolean>;
  /** Another location than the active one. */
  location?: string;
  /** Filters of the run: a part of a charger's id, what entries are about, why they are there. */
  q?: string;
  about?: EntryGroup;
  origin?: ScenarioOrigin;
  /** Of the sessions in the truth report. */
  verdict?: SessionVerdict;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === '' ? undefined : String(value);

const whole = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const verdicts: Readonly<Record<SessionVerdict, true>> = {
  complete: true,
  running: true,
  queued: true,
  lost: true,
  differs: true,
};

const oneOf = <T extends string>(value: unknown, names: Readonly<Record<T, unknown>>): T | undefined =>
  typeof value === 'string' && value in names ? (value as T) : undefined;

function valuesOf(value: unknown): ScenariosSearch['with'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const plain = Object.entries(value).filter(([, each]) =>
    ['number', 'string', 'boolean'].includes(typeof each),
  );
  return plain.length > 0 ? Object.fromEntries(plain) : undefined;
}

export const readScenariosSearch = (search: Record<string, unknown>): ScenariosSearch => ({
  show: search.show === 'run' || search.show === 'truth' ? search.show : undefined,
  scenario: text(search.scenario),
  seed: whole(search.seed),
  duration: whole(search.duration),
  with: valuesOf(search.with),
  location: text(search.location),
  q: text(search.q),
  about: oneOf(search.about, groupNames),
  origin: oneOf(search.origin, originNames),
  verdict: oneOf(search.verdict, verdicts),
});
