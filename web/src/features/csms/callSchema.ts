import { isObject, type JsonObject } from '../../lib/json';

/** The part of JSON schema in which the server describes a request. */
export interface CallSchema {
  type?: string;
  enum?: string[];
  format?: string;
  maxLength?: number;
  minimum?: number;
  multipleOf?: number;
  minItems?: number;
  items?: CallSchema;
  properties?: Record<string, CallSchema>;
  required?: string[];
}

export type Payload = JsonObject;

/** What is known of the charge point, to begin a call with something that works. */
export interface CallContext {
  idTag: string | undefined;
  transactionId: number | undefined;
  now: Date;
}

/** The server's example with its instants put in, and with the tag and the transaction that there really are. */
export function startPayload(example: Payload, { idTag, transactionId, now }: CallContext): Payload {
  const payload = withInstants(example, now) as Payload;
  if (payload.idTag !== undefined && idTag) payload.idTag = idTag;
  if (payload.transactionId !== undefined && transactionId) payload.transactionId = transactionId;
  return payload;
}

function withInstants(value: unknown, now: Date): unknown {
  if (typeof value === 'string') return instantOf(value, now) ?? value;
  if (Array.isArray(value)) return value.map((each) => withInstants(each, now));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withInstants(each, now)]));
}

const relative = /^now(?:([+-])P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)?$/;

/** `now`, or `now` plus or minus an ISO 8601 duration; undefined for any other text. */
function instantOf(text: string, now: Date): string | undefined {
  const match = relative.exec(text);
  if (!match) return undefined;
  const [sign, days, hours, minutes, seconds] = match.slice(1);
  const span =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return wholeSecond(new Date(now.getTime() + (sign === '-' ? -span : span) * 1000));
}

export const wholeSecond = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, 'Z');

/** What a field has when it is added: every required member, filled with the least that fits. */
export function templateOf(schema: CallSchema): unknown {
  if (schema.type === 'object')
    return Object.fromEntries(
      (schema.required ?? []).map((name) => [name, templateOf(schema.properties?.[name] ?? {})]),
    );
  if (schema.type === 'array') return schema.items ? [templateOf(schema.items)] : [];
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0;
  if (schema.type === 'boolean') return false;
  if (schema.format === 'date-time') return wholeSecond(new Date());
  return '';
}

/** Text that may have several lines, or many characters. */
export const isLong = (schema: CallSchema): boolean =>
  schema.type === 'string' && !schema.enum && !schema.format && (schema.maxLength ?? 1000) >= 1000;

/** Text that half the width of a form would cut: an address, an instant, a hash, a choice of long names. */
export const isWide = (schema: CallSchema): boolean =>
  schema.format !== undefined ||
  (schema.maxLength ?? 0) > 50 ||
  (schema.enum?.some((name) => name.length > 16) ?? false);

/** Fields that a form shows as one input. */
export const isScalar = (schema: CallSchema): boolean => schema.type !== 'object' && schema.type !== 'array';

/** Parses what was typed for a field; text that does not fit stays text, and the server says what is wrong with it. */
export function fieldValue(schema: CallSchema, text: string): unknown {
  if (text === '') return undefined;
  if (schema.type === 'integer' || schema.type === 'number') {
    const number = Number(text);
    return Number.isNaN(number) ? text : number;
  }
  if (schema.type === 'boolean') return text === 'true';
  return text;
}

/** The payload with one field set, or taken away when it is undefined. */
export function withField(payload: Payload, name: string, value: unknown): Payload {
  const { [name]: _former, ...rest } = payload;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** Where in the payload a problem is: `payload.list[0].idTag` is `list[0].idTag`. */
export const payloadPath = (field: string): string => field.replace(/^payload\.?/, '');
