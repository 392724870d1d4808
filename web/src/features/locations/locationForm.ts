import type { Location, LocationInput, LocationPatch } from '../../api/types';

/** What a person fills in; a number field that is empty is ''. */
export interface LocationForm {
  name: string;
  address: string;
  latitude: number | string;
  longitude: number | string;
  timeZone: string;
  csmsUrl: string;
  gridLimitKw: number | string;
  loadManagement: boolean;
  durableLog: boolean;
}

/** The form's names where the API has others. */
export const fields = { gridLimitW: 'gridLimitKw' } as const;

export const localTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const timeZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

export const formOf = (location: Location | null): LocationForm => ({
  name: location?.name ?? '',
  address: location?.address ?? '',
  latitude: location?.latitude ?? '',
  longitude: location?.longitude ?? '',
  timeZone: location?.timeZone ?? localTimeZone(),
  csmsUrl: location?.csmsUrl ?? '',
  gridLimitKw: location?.gridLimitW == null ? '' : location.gridLimitW / 1000,
  loadManagement: location?.loadManagement ?? false,
  durableLog: location?.durableLog ?? false,
});

const orNull = (value: number | string): number | string | null => (value === '' ? null : value);

/** All fields as the API has them; null is the default. */
function toFields({ gridLimitKw, loadManagement, durableLog, name, ...rest }: LocationForm) {
  const given = Object.fromEntries(
    Object.entries(rest).map(([field, value]) => [
      field,
      orNull(typeof value === 'string' ? value.trim() : value),
    ]),
  );
  return {
    ...given,
    name: name.trim(),
    gridLimitW: gridLimitKw === '' ? null : Math.round(Number(gridLimitKw) * 1000),
    // Off is the default.
    loadManagement: loadManagement || null,
    durableLog: durableLog || null,
  };
}

/** The request to create a location. */
export const toRequest = (form: LocationForm): LocationInput => ({
  name: form.name.trim(),
  ...Object.fromEntries(Object.entries(toFields(form)).filter(([, value]) => value !== null)),
});

/** What has changed, as the API takes it. */
export function toPatch(form: LocationForm, before: LocationForm): LocationPatch {
  const former: Record<string, unknown> = toFields(before);
  return Object.fromEntries(
    Object.entries(toFields(form)).filter(([field, value]) => value !== former[field]),
  );
}

type Value = LocationForm[keyof LocationForm];
const within = (low: number, high: number, message: string) => (value: Value) =>
  value === '' || (Number(value) >= low && Number(value) <= high) || message;

/** What can be told of a field without the server, which has the last word. */
export const rules = {
  name: {
    validate: (name: string) => name.trim() !== '' || 'A name is needed.',
    maxLength: { value: 100, message: 'At most 100 characters.' },
  },
  address: { maxLength: { value: 200, message: 'At most 200 characters.' } },
  latitude: { validate: within(-90, 90, '-90 to 90') },
  longitude: { validate: within(-180, 180, '-180 to 180') },
  csmsUrl: { pattern: { value: /^\s*wss?:\/\/[^\s]+\s*$/, message: 'Starts with ws:// or wss://' } },
  gridLimitKw: {
    validate: (kw: Value) => kw === '' || Number(kw) >= 0.001 || 'Above 0 kW.',
  },
} as const;
