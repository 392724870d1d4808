import type { Charger, ChargingProfileEntry } from '../../../api/types';
import type { JsonObject } from '../../../lib/json';
import { wholeSecond } from '../../csms/callSchema';

/** A SetChargingProfile that halves what an EVSE, or the whole charger (0), may draw. */
export function profilePreset(
  charger: Charger,
  evseId: number,
  installed: readonly ChargingProfileEntry[],
): JsonObject {
  const rating = charger.evses
    .filter(({ id }) => evseId === 0 || id === evseId)
    .reduce((sum, { maxPowerW }) => sum + maxPowerW, 0);
  return {
    connectorId: evseId,
    csChargingProfiles: {
      chargingProfileId: 1 + Math.max(0, ...installed.map(({ profile }) => profile.chargingProfileId)),
      stackLevel: 0,
      chargingProfilePurpose: evseId === 0 ? 'ChargePointMaxProfile' : 'TxDefaultProfile',
      chargingProfileKind: 'Absolute',
      chargingSchedule: {
        startSchedule: wholeSecond(new Date(Math.floor(Date.now() / 60_000) * 60_000)),
        chargingRateUnit: 'W',
        chargingSchedulePeriod: [{ startPeriod: 0, limit: Math.round(rating / 2 / 100) * 100 }],
      },
    },
  };
}
