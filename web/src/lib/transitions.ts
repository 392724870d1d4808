import type { ChargePointStatus, Evse } from '../api/types';

// OCPP 1.6 §4.9, the 53 allowed transitions of a connector.
const allowed: Record<ChargePointStatus, readonly ChargePointStatus[]> = {
  Available: ['Preparing', 'Charging', 'SuspendedEV', 'SuspendedEVSE', 'Reserved', 'Unavailable', 'Faulted'],
  Preparing: ['Available', 'Charging', 'SuspendedEV', 'SuspendedEVSE', 'Finishing', 'Faulted'],
  Charging: ['Available', 'SuspendedEV', 'SuspendedEVSE', 'Finishing', 'Unavailable', 'Faulted'],
  SuspendedEV: ['Available', 'Charging', 'SuspendedEVSE', 'Finishing', 'Unavailable', 'Faulted'],
  SuspendedEVSE: ['Available', 'Charging', 'SuspendedEV', 'Finishing', 'Unavailable', 'Faulted'],
  Finishing: ['Available', 'Preparing', 'Unavailable', 'Faulted'],
  Reserved: ['Available', 'Preparing', 'Unavailable', 'Faulted'],
  Unavailable: ['Available', 'Preparing', 'Charging', 'SuspendedEV', 'SuspendedEVSE', 'Faulted'],
  Faulted: [
    'Available',
    'Preparing',
    'Charging',
    'SuspendedEV',
    'SuspendedEVSE',
    'Finishing',
    'Reserved',
    'Unavailable',
  ],
};

const needTransaction: readonly ChargePointStatus[] = ['Charging', 'SuspendedEV', 'SuspendedEVSE'];

const needVehicle: readonly ChargePointStatus[] = ['Charging', 'SuspendedEV'];

/**
 * The statuses that a person may set an EVSE to: in the table, and not one that only a transaction, a reservation or a
 * car brings about. The server has the last word.
 */
export function settableStatuses(
  evse: Pick<Evse, 'status' | 'transaction' | 'vehicle'>,
): ChargePointStatus[] {
  const { status, transaction, vehicle } = evse;
  return allowed[status].filter(
    (to) =>
      to !== 'Reserved' &&
      (transaction !== null || !needTransaction.includes(to)) &&
      (vehicle !== null || !needVehicle.includes(to)) &&
      (to !== 'Finishing' || transaction !== null || vehicle !== null),
  );
}

export const isAllowed = (from: ChargePointStatus, to: ChargePointStatus): boolean =>
  allowed[from].includes(to);
