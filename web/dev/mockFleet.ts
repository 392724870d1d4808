import type { ChargePointStatus, Charger, ConnectionState, Evse, LogEntry, Vehicle } from '../src/api/types';

// A made-up fleet that moves, for working on the page without the simulator: npm run dev:mock.
// MOCK_CHARGERS sets its size; 0 shows the empty page.

let seed = 7;
export function random(): number {
  seed = (seed * 1664525 + 1013904223) % 4294967296;
  return seed / 4294967296;
}
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

export const size = Number(process.env.MOCK_CHARGERS ?? 12);
export const locationId = 'depot';

const mix: readonly ChargePointStatus[] = [
  'Charging',
  'Charging',
  'Charging',
  'Available',
  'Available',
  'Available',
  'SuspendedEV',
  'SuspendedEVSE',
  'Preparing',
  'Finishing',
  'Unavailable',
  'Faulted',
  'Reserved',
];
const links: readonly ConnectionState[] = [
  ...Array(20).fill('connected'),
  'waiting',
  'connecting',
  'failed',
  'off',
];

export const vehicles: Vehicle[] = Array.from({ length: 20 }, (_, i) => ({
  id: `EV${String(i + 1).padStart(2, '0')}`,
  locationId,
  idTag: `TAG${String(i + 1).padStart(4, '0')}`,
  model: pick(['ID.4', 'Model 3', 'Zoe', 'i3', 'Ioniq 5', 'e-208']),
  batteryWh: pick([42_000, 52_000, 60_000, 77_000]),
  socPercent: Math.round(random() * 60 + 15),
  maxAcPowerW: pick([7400, 11_000, 22_000]),
  maxDcPowerW: pick([0, 100_000, 150_000]),
  phases: pick([1, 3]),
  taperFromPercent: 80,
  chargeLimitPercent: 100,
  batteryTemperatureC: 20,
  pluggedInAt: null,
}));

let transactionId = 100;
export function begin(evse: Evse, idTag: string, agoSeconds = 0): void {
  const vehicle = pick(vehicles);
  evse.vehicle ??= { id: vehicle.id, socPercent: vehicle.socPercent };
  evse.transaction = {
    id: ++transactionId,
    idTag,
    startedAt: new Date(Date.now() - agoSeconds * 1000).toISOString(),
    meterStartWh: evse.energyWh,
    energyWh: 0,
  };
  evse.status = 'Charging';
}

function makeEvse(id: number, dc: boolean, phases: number): Evse {
  const maxPowerW = dc ? 150_000 : phases === 3 ? 22_000 : 7400;
  const evse: Evse = {
    id,
    currentType: dc ? 'DC' : 'AC',
    maxPowerW,
    phases: dc ? null : phases,
    voltageV: dc ? 400 : 230,
    connectorType: dc ? 'CCS2' : 'Type2',
    cable: dc ? 'fixed' : 'socket',
    status: 'Available',
    errorCode: 'NoError',
    info: null,
    powerW: 0,
    currentA: 0,
    energyWh: Math.round(random() * 9e6),
    limitW: maxPowerW,
    vehicle: null,
    transaction: null,
    lastTransaction: null,
    reader: null,
    connectionTimeOutAt: null,
  };
  const status = pick(mix);
  if (['Charging', 'SuspendedEV', 'SuspendedEVSE'].includes(status)) {
    const ago = Math.floor(random() * 3600);
    begin(evse, `TAG${String(Math.floor(random() * 9999)).padStart(4, '0')}`, ago);
    if (evse.transaction) evse.transaction.energyWh = Math.round((ago / 3600) * maxPowerW * 0.5);
  }
  if (status === 'Preparing' || status === 'Finishing')
    evse.vehicle = { id: pick(vehicles).id, socPercent: 55 };
  if (status === 'Faulted') evse.errorCode = 'GroundFailure';
  if (status === 'SuspendedEVSE') evse.limitW = 0;
  evse.status = status;
  return evse;
}

export const chargers = new Map<string, Charger>();
for (let i = 1; i <= size; i++) {
  const id = size > 100 ? `CP${String(i).padStart(5, '0')}` : `CP${String(i).padStart(3, '0')}`;
  const dc = i % 5 === 0;
  const phases = i % 3 === 0 ? 1 : 3;
  const connection = i < 4 ? 'connected' : pick(links);
  const off = connection === 'off';
  const evses = Array.from({ length: i % 4 === 0 ? 1 : 2 }, (_, n) => makeEvse(n + 1, dc, dc ? 3 : phases));
  if (off)
    for (const evse of evses)
      Object.assign(evse, { status: 'Unavailable', transaction: null, vehicle: null });
  chargers.set(id, {
    id,
    locationId,
    vendor: pick(['Acme', 'Voltra', 'Nordlade']),
    model: dc ? 'DC150' : phases === 3 ? 'AC22' : 'AC7',
    serialNumber: `SN-${10_000 + i}`,
    firmwareVersion: '1.4.2',
    csmsUrl: null,
    effectiveCsmsUrl: 'ws://127.0.0.1:8080/ocpp',
    securityProfile: 0,
    meterIntervalSeconds: 10,
    authorizeBeforeStart: true,
    bootOnReconnect: false,
    backupPower: false,
    resumeAfterPowerLoss: true,
    maxReconnectAttempts: null,
    maxReconnectMinutes: null,
    quirks: [],
    running: !off,
    connection,
    registration: connection === 'connected' ? 'Accepted' : null,
    evses,
    chaos: [],
    connectionDetail: connection === 'waiting' ? 'connection refused, next attempt in 8 s' : null,
    status: 'Available',
    errorCode: 'NoError',
    queuedMessages: 0,
    lastMessageAt: new Date().toISOString(),
  });
}

export const logs = new Map<string, LogEntry[]>();
let logSeq = 0;
export function log(chargerId: string, entry: Partial<LogEntry>): LogEntry {
  const full: LogEntry = {
    seq: ++logSeq,
    time: new Date().toISOString(),
    chargerId,
    evseId: null,
    category: 'ocpp',
    type: 'Event',
    problem: null,
    truncated: false,
    direction: null,
    action: null,
    messageId: null,
    roundTripMs: null,
    payload: null,
    ...entry,
  };
  const list = logs.get(chargerId) ?? [];
  logs.set(chargerId, list);
  list.push(full);
  if (list.length > 500) list.shift();
  return full;
}

let messageId = 1000;
function exchange(charger: Charger, action: string, payload: unknown, answer: unknown): LogEntry[] {
  const id = String(++messageId);
  charger.lastMessageAt = new Date().toISOString();
  return [
    log(charger.id, { type: 'Call', direction: 'out', action, messageId: id, payload }),
    log(charger.id, {
      type: 'CallResult',
      direction: 'in',
      action,
      messageId: id,
      payload: answer,
      roundTripMs: 3 + Math.floor(random() * 40),
    }),
  ];
}

/** Moves the fleet by a quarter of a second; says what changed. */
export function tick(): { changed: Set<string>; power: Set<string>; entries: Map<string, LogEntry[]> } {
  const changed = new Set<string>();
  const power = new Set<string>();
  const entries = new Map<string, LogEntry[]>();
  for (const charger of chargers.values()) {
    if (charger.connection !== 'connected' || random() > 0.3) continue;
    for (const evse of charger.evses) {
      const was = evse.powerW;
      if (evse.status === 'Charging') {
        evse.limitW = evse.id === 1 && new Date().getSeconds() < 20 ? evse.maxPowerW * 0.6 : evse.maxPowerW;
        evse.powerW = Math.round(Math.min(evse.limitW, evse.maxPowerW * 0.8) * (0.97 + random() * 0.03));
      } else evse.powerW = 0;
      evse.currentA = Math.round((evse.powerW / evse.voltageV / (evse.phases ?? 1)) * 10) / 10;
      const energy = (evse.powerW * 0.8) / 3600;
      evse.energyWh += energy;
      if (evse.transaction) evse.transaction.energyWh += energy;
      if (evse.vehicle && evse.powerW)
        evse.vehicle.socPercent = Math.min(100, evse.vehicle.socPercent + evse.powerW / 4e6);
      if (evse.powerW !== was) power.add(charger.id);
      if (evse.transaction && random() < 0.05)
        entries.set(
          charger.id,
          exchange(
            charger,
            'MeterValues',
            {
              connectorId: evse.id,
              transactionId: evse.transaction.id,
              meterValue: [
                {
                  timestamp: new Date().toISOString(),
                  sampledValue: [
                    {
                      value: evse.energyWh.toFixed(0),
                      measurand: 'Energy.Active.Import.Register',
                      unit: 'Wh',
                    },
                    { value: String(evse.powerW), measurand: 'Power.Active.Import', unit: 'W' },
                  ],
                },
              ],
            },
            {},
          ),
        );
    }
    if (random() < 0.002) {
      const evse = pick(charger.evses);
      if (evse.status === 'Charging')
        Object.assign(evse, { status: 'Finishing', transaction: null, powerW: 0 });
      else if (evse.status === 'Available' || evse.status === 'Preparing') begin(evse, pick(vehicles).idTag);
      else if (evse.status === 'Finishing') Object.assign(evse, { status: 'Available', vehicle: null });
      changed.add(charger.id);
      entries.set(
        charger.id,
        exchange(
          charger,
          'StatusNotification',
          {
            connectorId: evse.id,
            errorCode: evse.errorCode,
            status: evse.status,
            timestamp: new Date().toISOString(),
          },
          {},
        ),
      );
    }
  }
  for (const charger of [...chargers.values()].slice(0, 12)) {
    if (charger.connection === 'connected' && random() < 0.02)
      entries.set(charger.id, exchange(charger, 'Heartbeat', {}, { currentTime: new Date().toISOString() }));
  }
  return { changed, power, entries };
}

for (const charger of [...chargers.values()].slice(0, 50)) {
  if (charger.connection !== 'connected') continue;
  log(charger.id, {
    category: 'connection',
    type: 'Connected',
    payload: { detail: 'Connected to ws://127.0.0.1:8080/ocpp' },
  });
  exchange(
    charger,
    'BootNotification',
    { chargePointVendor: charger.vendor, chargePointModel: charger.model, firmwareVersion: '1.4.2' },
    { status: 'Accepted', currentTime: new Date().toISOString(), interval: 300 },
  );
  for (const evse of charger.evses)
    exchange(
      charger,
      'StatusNotification',
      { connectorId: evse.id, errorCode: evse.errorCode, status: evse.status },
      {},
    );
  const messageId = `srv-${charger.id}`;
  log(charger.id, {
    type: 'Call',
    direction: 'in',
    action: 'ChangeConfiguration',
    messageId,
    payload: { key: 'HeartbeatInterval', value: '120' },
  });
  log(charger.id, {
    type: 'CallResult',
    direction: 'out',
    action: 'ChangeConfiguration',
    messageId,
    payload: { status: 'Accepted' },
    roundTripMs: 2,
  });
  log(charger.id, {
    category: 'evse',
    type: 'status-changed',
    evseId: 1,
    payload: { detail: 'Available → Preparing: cable plugged in' },
  });
}

export const configuration = [
  ['HeartbeatInterval', '300', false],
  ['ConnectionTimeOut', '60', false],
  ['MeterValueSampleInterval', '10', false],
  ['AuthorizeRemoteTxRequests', 'true', false],
  ['NumberOfConnectors', '2', true],
  ['MeterValuesSampledData', 'Energy.Active.Import.Register,Power.Active.Import,SoC', false],
  ['SupportedFeatureProfiles', 'Core', true],
  ['GetConfigurationMaxKeys', '100', true],
  ['LocalAuthListEnabled', 'true', false],
  ['LocalAuthListMaxLength', '1000', true],
  ['WebSocketPingInterval', '60', false],
  ['SecurityProfile', '0', false],
  ['StopTransactionOnInvalidId', 'true', false],
  ['ChargeProfileMaxStackLevel', '10', true],
  ['AcmeLedColour', 'green', false],
].map(([key, value, readonly]) => ({
  key: key as string,
  value: value as string,
  readonly: readonly as boolean,
}));
