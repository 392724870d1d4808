import { isObject } from '../../lib/json';
import type { CallSchema, Payload } from './callSchema';

/** Messages by the path of the field that they are about: `csChargingProfiles.stackLevel`. */
export type Problems = Record<string, string>;

/** Everything in a payload that its schema does not allow, so that one look at the form shows all of it. */
export function problemsOf(schema: CallSchema, payload: Payload): Problems {
  const found: Problems = {};
  look(schema, payload, '', found);
  return found;
}

function look(schema: CallSchema, value: unknown, path: string, found: Problems): void {
  if (schema.type === 'object') {
    if (isObject(value)) lookAtMembers(schema, value, path, found);
    else found[path] = 'must be an object';
  } else if (schema.type === 'array') {
    if (Array.isArray(value)) lookAtItems(schema, value, path, found);
    else found[path] = 'must be a list';
  } else {
    const problem = scalarProblem(schema, value);
    if (problem) found[path] = problem;
  }
}

function lookAtMembers(schema: CallSchema, value: Payload, path: string, found: Problems): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const at = path ? `${path}.${name}` : name;
    if (value[name] !== undefined) look(field, value[name], at, found);
    else if (schema.required?.includes(name)) found[at] = 'is required';
  }
}

function lookAtItems({ items, minItems }: CallSchema, value: unknown[], path: string, found: Problems): void {
  if (minItems !== undefined && value.length < minItems) found[path] = `must have at least ${minItems}`;
  if (items) for (const [index, each] of value.entries()) look(items, each, `${path}[${index}]`, found);
}

function scalarProblem(schema: CallSchema, value: unknown): string | undefined {
  if (schema.type === 'integer' || schema.type === 'number') return numberProblem(schema, value);
  if (schema.type === 'boolean') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (typeof value !== 'string') return 'must be a text';
  if (schema.enum)
    return schema.enum.includes(value) ? undefined : `must be one of ${schema.enum.join(', ')}`;
  if (schema.format === 'date-time' && !instant.test(value))
    return 'must be an instant, such as 2026-01-31T12:00:00Z';
  if (schema.format === 'uri' && !URL.canParse(value)) return 'must be an address with its scheme';
  const { maxLength } = schema;
  if (maxLength !== undefined && value.length > maxLength)
    return `must have at most ${maxLength} characters, not ${value.length}`;
  return undefined;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/i;

function numberProblem({ type, minimum, multipleOf }: CallSchema, value: unknown): string | undefined {
  if (typeof value !== 'number') return type === 'integer' ? 'must be a whole number' : 'must be a number';
  if (type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`;
  if (multipleOf !== undefined && Math.abs(value / multipleOf - Math.round(value / multipleOf)) > 1e-6)
    return `must be a multiple of ${multipleOf}`;
  return undefined;
}

/** Whether a form has a place for what is wrong at a path. */
export function hasPlace(schema: CallSchema, path: string): boolean {
  let at: CallSchema | undefined = schema;
  for (const step of path.split(/\.|(?=\[)/)) at = step.startsWith('[') ? at?.items : at?.properties?.[step];
  return path !== '' && at !== undefined;
}
