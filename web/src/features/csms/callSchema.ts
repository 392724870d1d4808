/** The part of JSON schema in which the server describes a request. */
export interface CallSchema {
  type?: string;
  enum?: string[];
  format?: string;
  maxLength?: number;
  minimum?: number;
  multipleOf?: number;
  items?: CallSchema;
  properties?: Record<string, CallSchema>;
  required?: string[];
}

export type Payload = Record<string, unknown>;

/** What is known of the charge point, to begin a call with something that works. */
export interface CallContext {
  idTag: string | undefined;
  transactionId: number | undefined;
  now: Date;
}

const hour = 3_600_000;

/** Values that a person would most likely begin with. */
const usual: Record<string, (context: CallContext) => unknown> = {
  idTag: (context) => context.idTag ?? 'TAG0001',
  transactionId: (context) => context.transactionId ?? 1,
  connectorId: () => 1,
  expiryDate: (context) => new Date(context.now.getTime() + hour).toISOString(),
  key: () => 'HeartbeatInterval',
  value: () => '60',
  duration: () => 3600,
  chargingProfileId: () => 1,
  stackLevel: () => 0,
  startPeriod: () => 0,
  limit: () => 11000,
  reservationId: () => 1,
  requestId: () => 1,
  listVersion: () => 1,
  vendorId: () => 'com.example',
  chargingProfilePurpose: () => 'TxDefaultProfile',
  chargingProfileKind: () => 'Relative',
  chargingRateUnit: () => 'W',
};

/** A payload with every required field filled in. */
export function examplePayload(schema: CallSchema, context: CallContext): Payload {
  return Object.fromEntries(
    (schema.required ?? []).map((name) => [name, exampleOf(name, schema.properties?.[name] ?? {}, context)]),
  );
}

function exampleOf(name: string, schema: CallSchema, context: CallContext): unknown {
  if (schema.type === 'object') return examplePayload(schema, context);
  if (schema.type === 'array') return schema.items ? [exampleOf(name, schema.items, context)] : [];
  const value = usual[name]?.(context);
  if (value !== undefined && (!schema.enum || schema.enum.includes(String(value)))) return value;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0;
  if (schema.type === 'boolean') return false;
  if (schema.format === 'date-time') return context.now.toISOString();
  if (schema.format === 'uri') return 'http://127.0.0.1/';
  return '';
}

/** Fields that a form can show as one input; the others are edited as JSON. */
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

/** A field of a problem, as the form has it: `payload.idTag` is `idTag`. */
export const formField = (field: string): string => field.replace(/^payload\.?/, '').split(/[.[]/)[0] ?? '';
