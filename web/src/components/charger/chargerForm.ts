import type { Path } from 'react-hook-form';
import { fieldErrors } from '../../api/problem';
import type { Charger, ChargerInput, ChargerPatch, Evse, EvseInput, QuirkName } from '../../api/types';

export const evseKinds = [
  {
    value: 'ac3',
    label: 'AC, 3 phases, Type 2 socket',
    maxPowerKw: 22,
    currentType: 'AC',
    phases: 3,
    connectorType: 'Type2',
    cable: 'socket',
  },
  {
    value: 'ac1',
    label: 'AC, 1 phase, Type 2 socket',
    maxPowerKw: 7.4,
    currentType: 'AC',
    phases: 1,
    connectorType: 'Type2',
    cable: 'socket',
  },
  {
    value: 'ac3-cable',
    label: 'AC, 3 phases, Type 2 cable',
    maxPowerKw: 22,
    currentType: 'AC',
    phases: 3,
    connectorType: 'Type2',
    cable: 'fixed',
  },
  {
    value: 'ccs',
    label: 'DC, CCS',
    maxPowerKw: 150,
    currentType: 'DC',
    phases: 3,
    connectorType: 'CCS2',
    cable: 'fixed',
  },
  {
    value: 'chademo',
    label: 'DC, CHAdeMO',
    maxPowerKw: 50,
    currentType: 'DC',
    phases: 3,
    connectorType: 'CHAdeMO',
    cable: 'fixed',
  },
] as const;

export type EvseKind = (typeof evseKinds)[number]['value'] | 'other';

export interface EvseForm {
  kind: EvseKind;
  maxPowerKw: number | string;
  /** What it was before it was edited: an EVSE of a kind that is not in the list stays as it is. */
  former?: EvseInput;
}

/** What a person fills in; a number field that is empty is ''. */
export interface ChargerForm {
  id: string;
  vendor: string;
  model: string;
  serialNumber: string;
  firmwareVersion: string;
  csmsUrl: string;
  meterIntervalSeconds: number | string;
  maxReconnectAttempts: number | string;
  maxReconnectMinutes: number | string;
  authorizeBeforeStart: boolean;
  bootOnReconnect: boolean;
  backupPower: boolean;
  resumeAfterPowerLoss: boolean;
  /** The number, as a choice. */
  securityProfile: string;
  /** A new one; '' leaves it as it is. */
  password: string;
  removePassword: boolean;
  quirks: QuirkName[];
  evses: EvseForm[];
}

export const emptyForm: ChargerForm = {
  id: '',
  vendor: '',
  model: '',
  serialNumber: '',
  firmwareVersion: '',
  csmsUrl: '',
  meterIntervalSeconds: 10,
  maxReconnectAttempts: '',
  maxReconnectMinutes: '',
  authorizeBeforeStart: true,
  bootOnReconnect: false,
  backupPower: false,
  resumeAfterPowerLoss: true,
  securityProfile: '0',
  password: '',
  removePassword: false,
  quirks: [],
  evses: [{ kind: 'ac3', maxPowerKw: 22 }],
};

const idPattern = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What can be told of a field without the server; the same rules, which has the last word. */
export const rules = {
  id: {
    required: 'An id is needed.',
    maxLength: { value: 48, message: 'At most 48 characters.' },
    validate: (id: string) =>
      (idPattern.test(id) && !/[/\\:%]/.test(id) && id !== '.' && id !== '..') ||
      'Printable ASCII without / \\ : %, no space at either end.',
  },
  vendor: { maxLength: { value: 20, message: 'At most 20 characters.' } },
  model: { maxLength: { value: 20, message: 'At most 20 characters.' } },
  serialNumber: { maxLength: { value: 25, message: 'At most 25 characters.' } },
  firmwareVersion: { maxLength: { value: 50, message: 'At most 50 characters.' } },
  csmsUrl: { pattern: { value: /^wss?:\/\/[^\s]+$/, message: 'Starts with ws:// or wss://' } },
  password: {
    pattern: { value: /^[0-9a-fA-F]{32,40}$/, message: '32 to 40 hexadecimal digits.' },
  },
  maxPowerKw: { validate: (kw: number | string) => Number(kw) > 0 || 'Above 0 kW.' },
} as const;

/** The request to create a charger. */
export function toRequest(form: ChargerForm): ChargerInput {
  const { id, evses, securityProfile, password, removePassword: _, quirks, ...rest } = form;
  const given = Object.fromEntries(
    Object.entries(rest).filter(
      ([field, value]) => value !== '' && value !== emptyForm[field as keyof typeof rest],
    ),
  );
  return {
    id,
    ...given,
    ...(securityProfile !== emptyForm.securityProfile && { securityProfile: Number(securityProfile) }),
    ...(password && { password }),
    ...(quirks.length > 0 && { quirks }),
    evses: evses.map(toEvse),
  };
}

/** What has changed, as the API takes it: a field that was emptied goes back to the default. */
export function toPatch(form: ChargerForm, before: ChargerForm): ChargerPatch {
  const { id: _, evses, securityProfile, password, removePassword, quirks, ...rest } = form;
  const patch: ChargerPatch = Object.fromEntries(
    Object.entries(rest)
      .filter(([field, value]) => value !== before[field as keyof typeof rest])
      .map(([field, value]) => [field, value === '' ? null : value]),
  );
  if (securityProfile !== before.securityProfile) patch.securityProfile = Number(securityProfile);
  if (password) patch.password = password;
  else if (removePassword) patch.password = null;
  if ([...quirks].sort().join() !== [...before.quirks].sort().join()) patch.quirks = quirks;
  const wanted = evses.map(toEvse);
  if (JSON.stringify(wanted) !== JSON.stringify(before.evses.map(toEvse))) patch.evses = wanted;
  return patch;
}

/** A charger as it is, to be edited. */
export const formOf = (charger: Charger): ChargerForm => ({
  id: charger.id,
  vendor: charger.vendor,
  model: charger.model,
  serialNumber: charger.serialNumber ?? '',
  firmwareVersion: charger.firmwareVersion ?? '',
  csmsUrl: charger.csmsUrl ?? '',
  meterIntervalSeconds: charger.meterIntervalSeconds,
  maxReconnectAttempts: charger.maxReconnectAttempts ?? '',
  maxReconnectMinutes: charger.maxReconnectMinutes ?? '',
  authorizeBeforeStart: charger.authorizeBeforeStart,
  bootOnReconnect: charger.bootOnReconnect,
  backupPower: charger.backupPower,
  resumeAfterPowerLoss: charger.resumeAfterPowerLoss,
  securityProfile: String(charger.securityProfile),
  password: '',
  removePassword: false,
  quirks: charger.quirks,
  evses: charger.evses.map(evseOf),
});

function evseOf(evse: Evse): EvseForm {
  const { id, currentType, connectorType, maxPowerW, phases, voltageV, cable } = evse;
  const kind = evseKinds.find(
    (each) =>
      each.currentType === currentType &&
      each.connectorType === connectorType &&
      each.cable === cable &&
      (each.phases === phases || currentType === 'DC'),
  );
  return {
    kind: kind?.value ?? 'other',
    maxPowerKw: maxPowerW / 1000,
    former: { id, currentType, connectorType, maxPowerW, phases, voltageV, cable },
  };
}

function toEvse(evse: EvseForm, index: number): EvseInput {
  const set = { id: index + 1, maxPowerW: Math.round(Number(evse.maxPowerKw) * 1000) };
  const { former } = evse;
  if (former && evse.kind === evseOf(former as Evse).kind) return { ...former, ...set };
  const kind = evseKinds.find(({ value }) => value === evse.kind) ?? evseKinds[0];
  const { currentType, connectorType, phases, cable } = kind;
  return { ...set, currentType, connectorType, phases, cable };
}

/** Words for a kind of EVSE that is not in the list. */
export const labelOf = (former: EvseInput): string =>
  `${former.currentType}, ${former.connectorType} ${former.cable}${
    former.currentType === 'AC' ? `, ${former.phases} phases` : ''
  }`;

/** The server's refusals at the fields of the form; what belongs to none of them is in `others`. */
export function serverErrors(error: unknown, form: ChargerForm) {
  const fields: { field: Path<ChargerForm>; message: string }[] = [];
  const others: [string, string][] = [];
  for (const [name, message] of Object.entries(fieldErrors(error))) {
    const evse = /^evses\[(\d+)\]/.exec(name);
    if (evse && Number(evse[1]) < form.evses.length)
      fields.push({ field: `evses.${Number(evse[1])}.maxPowerKw`, message });
    else if (name.startsWith('quirks')) fields.push({ field: 'quirks', message });
    else if (name in emptyForm) fields.push({ field: name as Path<ChargerForm>, message });
    else others.push([name, message]);
  }
  return { fields, others };
}
