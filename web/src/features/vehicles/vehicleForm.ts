import type { Vehicle, VehicleInput, VehiclePatch } from '../../api/types';

/** What a person fills in; a number field that is empty is '' and takes the default. */
export interface VehicleForm {
  id: string;
  idTag: string;
  model: string;
  batteryKwh: number | string;
  socPercent: number | string;
  maxAcPowerKw: number | string;
  maxDcPowerKw: number | string;
  phases: string;
  taperFromPercent: number | string;
  chargeLimitPercent: number | string;
  batteryTemperatureC: number | string;
}

/** The form's names where the API has others. */
export const fields = {
  batteryWh: 'batteryKwh',
  maxAcPowerW: 'maxAcPowerKw',
  maxDcPowerW: 'maxDcPowerKw',
} as const;

export const formOf = (vehicle: Vehicle | null): VehicleForm =>
  vehicle
    ? {
        id: vehicle.id,
        idTag: vehicle.idTag,
        model: vehicle.model ?? '',
        batteryKwh: vehicle.batteryWh / 1000,
        socPercent: vehicle.socPercent,
        maxAcPowerKw: vehicle.maxAcPowerW / 1000,
        maxDcPowerKw: vehicle.maxDcPowerW / 1000,
        phases: String(vehicle.phases),
        taperFromPercent: vehicle.taperFromPercent,
        chargeLimitPercent: vehicle.chargeLimitPercent,
        batteryTemperatureC: vehicle.batteryTemperatureC,
      }
    : {
        id: '',
        idTag: '',
        model: '',
        batteryKwh: 60,
        socPercent: 30,
        maxAcPowerKw: 11,
        maxDcPowerKw: 120,
        phases: '3',
        taperFromPercent: 80,
        chargeLimitPercent: 100,
        batteryTemperatureC: 20,
      };

const number = (value: number | string): number | null => (value === '' ? null : Number(value));
const thousand = (value: number | string): number | null =>
  value === '' ? null : Math.round(Number(value) * 1000);

const toFields = (form: VehicleForm) => ({
  idTag: form.idTag,
  model: form.model.trim() || null,
  batteryWh: thousand(form.batteryKwh),
  socPercent: number(form.socPercent),
  maxAcPowerW: thousand(form.maxAcPowerKw),
  maxDcPowerW: thousand(form.maxDcPowerKw),
  phases: number(form.phases),
  taperFromPercent: number(form.taperFromPercent),
  chargeLimitPercent: number(form.chargeLimitPercent),
  batteryTemperatureC: number(form.batteryTemperatureC),
});

export const toRequest = (form: VehicleForm, locationId: string | undefined): VehicleInput => ({
  id: form.id,
  ...toFields(form),
  ...(locationId === undefined ? {} : { locationId }),
});

/** What has changed, as the API takes it: a field that was emptied goes back to the default. */
export function toPatch(form: VehicleForm, before: VehicleForm): VehiclePatch {
  const former: Record<string, unknown> = toFields(before);
  return Object.fromEntries(
    Object.entries(toFields(form)).filter(([field, value]) => value !== former[field]),
  );
}

const within = (low: number, high: number) => ({
  validate: (value: number | string) =>
    value === '' ||
    (Number(value) >= low && Number(value) <= high) ||
    `${low} to ${high.toLocaleString('en-US')}`,
});

/** What can be told of a field without the server, which has the last word. */
export const rules = {
  idTag: {
    required: 'A tag is needed.',
    pattern: { value: /^[\x20-\x7e]{1,20}$/, message: '1 to 20 printable ASCII characters.' },
  },
  model: { maxLength: { value: 50, message: 'At most 50 characters.' } },
  batteryKwh: within(0.1, 10_000),
  socPercent: within(0, 100),
  maxAcPowerKw: within(0, 1000),
  maxDcPowerKw: within(0, 10_000),
  taperFromPercent: within(10, 99),
  chargeLimitPercent: within(10, 100),
  batteryTemperatureC: within(-40, 60),
} as const;
