import type { Charger, Evse } from '../../api/types';

export interface PossibleActs {
  plugIn: boolean;
  presentTag: boolean;
  stop: boolean;
  /** Where the cable can be pulled now: at the EVSE once it is unlocked, at the car while it is locked or fixed. */
  unplug: 'evse' | 'ev' | null;
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
  return { plugIn, presentTag, stop, unplug };
}
