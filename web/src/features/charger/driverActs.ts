import type { Charger, Evse } from '../../api/types';

export interface PossibleActs {
  plugIn: boolean;
  presentTag: boolean;
  stop: boolean;
  /** Where the cable can be pulled now: at the EVSE once it is unlocked, at the car while it is locked or fixed. */
  unplug: 'evse' | 'ev' | null;
  any: boolean;
  why: string;
}

/** What a driver can do at an EVSE in its present state. */
export function possibleActs(charger: Pick<Charger, 'running'>, evse: Evse): PossibleActs {
  const on = charger.running && evse.status !== 'Faulted';
  const inService = on && evse.status !== 'Unavailable';
  const plugIn = inService && evse.vehicle === null;
  const presentTag = inService && evse.status !== 'Finishing';
  const stop = on && evse.transaction !== null;
  const unplug =
    charger.running && evse.vehicle !== null
      ? evse.transaction !== null || evse.cable === 'fixed'
        ? 'ev'
        : 'evse'
      : null;
  const why = !charger.running
    ? 'The charger is off: start it first.'
    : evse.status === 'Faulted'
      ? 'The EVSE is faulted.'
      : 'The EVSE is out of service.';
  return { plugIn, presentTag, stop, unplug, any: plugIn || presentTag || stop || unplug !== null, why };
}
