import type { Scenario, ScenarioField, ScenarioRequest } from '../../api/types';

/** What stands in a field: numbers are as typed, empty is ''. */
export type FieldValue = number | string | boolean;
export type Values = Readonly<Record<string, FieldValue>>;

/** What a run is started with. Absent: the scenario's own, and a fresh seed. */
export interface RunForm {
  seed: number | string;
  durationSeconds: number | string;
  values: Values;
}

export const greatestSeed = Number.MAX_SAFE_INTEGER;
export const longestSeconds = 604_800;

export const defaultOf = (field: ScenarioField): FieldValue => field.default as FieldValue;

/** The form of a scenario, with what an address or a former run says in place of defaults. */
export const formOf = (
  scenario: Scenario,
  given: { seed?: number; durationSeconds?: number; values?: Readonly<Record<string, unknown>> } = {},
): RunForm => ({
  seed: given.seed ?? '',
  durationSeconds: given.durationSeconds ?? scenario.durationSeconds,
  values: Object.fromEntries(
    scenario.parameters.map((field) => {
      const value = given.values?.[field.name];
      return [field.name, typeof value === typeof field.default ? (value as FieldValue) : defaultOf(field)];
    }),
  ),
});

const isNumber = (field: ScenarioField): boolean => field.type === 'number' || field.type === 'integer';

const rangeProblem = (value: FieldValue | undefined, least: number, most: number, whole: boolean) => {
  if (value === '' || value === undefined) return 'is missing';
  const number = Number(value);
  if (!(number >= least && number <= most)) return `must be from ${span(least, most)}`;
  return whole && !Number.isInteger(number) ? 'must be a whole number' : null;
};

const figure = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const span = (least: number, most: number): string => `${figure.format(least)} to ${figure.format(most)}`;

/** What is wrong with a value before it is sent; null when nothing is. */
export function problemOf(field: ScenarioField, value: FieldValue | undefined): string | null {
  if (!isNumber(field)) return null;
  const least = field.minimum ?? Number.NEGATIVE_INFINITY;
  return rangeProblem(value, least, field.maximum ?? Number.POSITIVE_INFINITY, field.type === 'integer');
}

export const durationProblem = (value: number | string): string | null =>
  rangeProblem(value, 1, longestSeconds, true);

/** Empty is a fresh one. */
export const seedProblem = (value: number | string): string | null =>
  value === '' ? null : rangeProblem(value, 0, greatestSeed, true);

export const isValid = (scenario: Scenario, form: RunForm): boolean =>
  durationProblem(form.durationSeconds) === null &&
  seedProblem(form.seed) === null &&
  scenario.parameters.every((field) => problemOf(field, form.values[field.name]) === null);

/** Range and default in words; null for a field that needs none. */
export function hintOf(field: ScenarioField): string | null {
  if (!isNumber(field)) return null;
  const { minimum, maximum } = field;
  const range = minimum != null && maximum != null ? span(minimum, maximum) : null;
  return [range, `default ${figure.format(Number(field.default))}`].filter(Boolean).join(', ');
}

/** The values that are not the defaults: all that must be said to have the same again. */
export function changedOf(scenario: Scenario, values: Values): Record<string, FieldValue> {
  const changed: Record<string, FieldValue> = {};
  for (const field of scenario.parameters) {
    const typed = values[field.name];
    if (typed === undefined || typed === '') {
      if (field.type === 'text' && typed !== field.default && typed !== undefined)
        changed[field.name] = typed;
      continue;
    }
    const value = isNumber(field) ? Number(typed) : typed;
    if (value !== field.default) changed[field.name] = value;
  }
  return changed;
}

export function requestOf(scenario: Scenario, form: RunForm): ScenarioRequest {
  return {
    scenario: scenario.name,
    ...(form.seed !== '' && { seed: Number(form.seed) }),
    durationSeconds: Number(form.durationSeconds),
    // The document has no word for "any value by name", so its type allows none.
    parameters: changedOf(scenario, form.values) as Record<string, never>,
  };
}

/** A seed that nobody has used: all that are exact in JSON are possible. */
export function drawSeed(random: (words: Uint32Array) => Uint32Array = (it) => crypto.getRandomValues(it)) {
  const [high = 0, low = 0] = random(new Uint32Array(2));
  return (high & 0x1f_ffff) * 2 ** 32 + low;
}

/** What the address says of a form: only what is not as it would be without it. */
export function addressOf(scenario: Scenario, { seed, durationSeconds, values }: RunForm) {
  const changed = changedOf(scenario, values);
  const asUsual = durationProblem(durationSeconds) || Number(durationSeconds) === scenario.durationSeconds;
  return {
    scenario: scenario.name,
    seed: seed === '' || seedProblem(seed) ? undefined : Number(seed),
    duration: asUsual ? undefined : Number(durationSeconds),
    with: Object.keys(changed).length > 0 ? changed : undefined,
  };
}
