import type { ChargerInput } from '../../api/types';

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

export type EvseKind = (typeof evseKinds)[number]['value'];

export interface EvseForm {
  kind: EvseKind;
  maxPowerKw: number | string;
}

export interface ChargerForm {
  id: string;
  vendor: string;
  model: string;
  csmsUrl: string;
  evses: EvseForm[];
}

export const emptyForm: ChargerForm = {
  id: '',
  vendor: '',
  model: '',
  csmsUrl: '',
  evses: [{ kind: 'ac3', maxPowerKw: 22 }],
};

const idPattern = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What can be told without the server; the same rules, which has the last word. */
export function validate(form: ChargerForm): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!form.id) errors.id = 'An id is needed.';
  else if (form.id.length > 48) errors.id = 'At most 48 characters.';
  else if (!idPattern.test(form.id) || /[/\\:%]/.test(form.id) || form.id === '.' || form.id === '..')
    errors.id = 'Printable ASCII without / \\ : %, no space at either end.';
  if (form.vendor.length > 20) errors.vendor = 'At most 20 characters.';
  if (form.model.length > 20) errors.model = 'At most 20 characters.';
  if (form.csmsUrl && !/^wss?:\/\/[^\s]+$/.test(form.csmsUrl)) errors.csmsUrl = 'Starts with ws:// or wss://';
  form.evses.forEach((evse, index) => {
    if (!(Number(evse.maxPowerKw) > 0)) errors[`evses[${index}].maxPowerW`] = 'Above 0 kW.';
  });
  return errors;
}

export function toRequest(form: ChargerForm): ChargerInput {
  return {
    id: form.id,
    ...(form.vendor && { vendor: form.vendor }),
    ...(form.model && { model: form.model }),
    ...(form.csmsUrl && { csmsUrl: form.csmsUrl }),
    evses: form.evses.map((evse, index) => {
      const kind = evseKinds.find(({ value }) => value === evse.kind) ?? evseKinds[0];
      return {
        id: index + 1,
        currentType: kind.currentType,
        connectorType: kind.connectorType,
        phases: kind.phases,
        cable: kind.cable,
        maxPowerW: Math.round(Number(evse.maxPowerKw) * 1000),
      };
    }),
  };
}
