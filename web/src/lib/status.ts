import type { ChargePointStatus, ConnectionState } from '../api/types';

/** Every status of a connector, in the order in which it is listed anywhere. */
export const statuses: readonly ChargePointStatus[] = [
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Preparing',
  'Finishing',
  'Available',
  'Reserved',
  'Unavailable',
  'Faulted',
];

/** What a status means, in the words of a tooltip. */
export const statusMeaning: Record<ChargePointStatus, string> = {
  Available: 'Ready for a driver',
  Preparing: 'Cable or tag present, not charging yet',
  Charging: 'Energy flows',
  SuspendedEV: 'The car takes no energy',
  SuspendedEVSE: 'The charger offers no energy',
  Finishing: 'Transaction over, cable still there',
  Reserved: 'Held for one idTag',
  Unavailable: 'Taken out of service',
  Faulted: 'An error prevents charging',
};

export const connectionMeaning: Record<ConnectionState, string> = {
  off: 'Powered off',
  connecting: 'Connecting to the CSMS',
  connected: 'Connected to the CSMS',
  waiting: 'Lost the CSMS, waiting to try again',
  failed: 'Gave up connecting: the retry cap is reached',
};

export const connectionStates: readonly ConnectionState[] = [
  'connected',
  'connecting',
  'waiting',
  'failed',
  'off',
];

const rank = new Map(statuses.map((status, index) => [status, index]));

/** Sorts what needs attention or is busy before what is idle. */
export const statusRank = (status: ChargePointStatus): number => rank.get(status) ?? statuses.length;

export const isStatus = (text: string): text is ChargePointStatus => rank.has(text as ChargePointStatus);
