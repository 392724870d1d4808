// The embedded central system against the strict charge point of ocpp-rpc: every message it sends fits the schemas.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { SUBPROTOCOL } from './lib/peer.mjs';
import { Simulator } from './lib/simulator.mjs';

const { RPCClient, createRPCError } = createRequire(import.meta.url)('ocpp-rpc');

let simulator;
let client;
const violations = [];
/** How the charge point answers the central system: method → payload. */
const answers = new Map();
const received = [];

before(async () => {
  simulator = await Simulator.start({ csms: true });
  client = new RPCClient({
    endpoint: `${simulator.url.replace('http', 'ws')}/ocpp`,
    identity: 'STRICT 1',
    protocols: [SUBPROTOCOL],
    strictMode: true,
    reconnect: false,
  });
  client.on('strictValidationFailure', ({ method, error }) => violations.push(`${method}: ${error.message}`));
  client.on('badMessage', ({ buffer, error }) => violations.push(`${error.message}: ${buffer}`));
  client.handle(({ method, params }) => {
    received.push({ method, params });
    if (!answers.has(method)) throw createRPCError('NotSupported');
    return answers.get(method);
  });
  await client.connect();
});

after(async () => {
  await client?.close();
  assert.equal(await simulator?.stop(), 0);
  assert.deepEqual(violations, []);
});

const now = () => new Date().toISOString();

test('refuses calls before the boot, then answers all of a charge point', async () => {
  await assert.rejects(client.call('Heartbeat', {}), { rpcErrorCode: 'SecurityError' });
  const boot = await client.call('BootNotification', { chargePointVendor: 'Strict', chargePointModel: 'One' });
  assert.equal(boot.status, 'Accepted');
  for (const connectorId of [0, 1]) {
    await client.call('StatusNotification', { connectorId, errorCode: 'NoError', status: 'Available', timestamp: now() });
  }
  assert.ok(Math.abs(Date.parse((await client.call('Heartbeat', {})).currentTime) - Date.now()) < 60_000);
  assert.equal((await client.call('DataTransfer', { vendorId: 'x' })).status, 'UnknownVendorId');
  await client.call('DiagnosticsStatusNotification', { status: 'Idle' });
  await client.call('FirmwareStatusNotification', { status: 'Idle' });
  await client.call('LogStatusNotification', { status: 'Idle' });
  await client.call('SignedFirmwareStatusNotification', { status: 'Idle' });
  await client.call('SecurityEventNotification', { type: 'StartupOfTheDevice', timestamp: now() });
  assert.equal((await client.call('SignCertificate', { csr: 'x' })).status, 'Rejected');
});

test('keeps a session, and gives a repeated start its transaction id again', async () => {
  await simulator.post('/csms/id-tags', {
    idTag: 'GROUPED',
    status: 'Accepted',
    parentIdTag: 'GROUP',
    expiryDate: '2099-01-01T00:00:00Z',
  });
  const { idTagInfo } = await client.call('Authorize', { idTag: 'GROUPED' });
  assert.equal(idTagInfo.parentIdTag, 'GROUP');
  const start = { connectorId: 1, idTag: 'GROUPED', meterStart: 100, timestamp: now() };
  const { transactionId } = await client.call('StartTransaction', start);
  assert.equal((await client.call('StartTransaction', start)).transactionId, transactionId);
  await client.call('MeterValues', {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: now(), sampledValue: [{ value: '350.5' }] }],
  });
  let [session] = await simulator.request('GET', '/csms/sessions?open=true');
  assert.equal(session.energyWh, 250.5);
  await client.call('StopTransaction', { transactionId, idTag: 'GROUPED', meterStop: 500, timestamp: now() });
  [session] = await simulator.request('GET', '/csms/sessions?chargerId=STRICT%201');
  assert.equal(session.state, 'Stopped');
  assert.equal(session.energyWh, 400);
});

test('sends every call of the Core profile and hands back the answer', async () => {
  const calls = {
    ChangeAvailability: [{ connectorId: 0, type: 'Inoperative' }, { status: 'Scheduled' }],
    ChangeConfiguration: [{ key: 'HeartbeatInterval', value: '60' }, { status: 'RebootRequired' }],
    ClearCache: [{}, { status: 'Accepted' }],
    DataTransfer: [{ vendorId: 'x', data: 'y' }, { status: 'Rejected', data: 'z' }],
    GetConfiguration: [{ key: ['A', 'B'] }, { configurationKey: [{ key: 'A', readonly: true }], unknownKey: ['B'] }],
    RemoteStartTransaction: [{ idTag: 'APP', connectorId: 1 }, { status: 'Accepted' }],
    RemoteStopTransaction: [{ transactionId: 7 }, { status: 'Rejected' }],
    Reset: [{ type: 'Hard' }, { status: 'Accepted' }],
    UnlockConnector: [{ connectorId: 1 }, { status: 'NotSupported' }],
  };
  for (const [action, [payload, answer]] of Object.entries(calls)) {
    answers.set(action, answer);
    const report = await simulator.post('/csms/chargers/STRICT%201/calls', { action, payload });
    assert.deepEqual(received.at(-1), { method: action, params: payload });
    assert.equal(report.status, 'result', action);
    assert.deepEqual(report.payload, answer);
    assert.ok(report.roundTripMs > 0);
  }
});

/** Every call beyond Core, and how a charge point that has the profile answers it. */
const otherCalls = () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const hash = { hashAlgorithm: 'SHA256', issuerNameHash: 'aa', issuerKeyHash: 'bb', serialNumber: '01' };
  const accepted = { status: 'Accepted' };
  const chargingSchedule = { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 9.7 }] };
  return {
    TriggerMessage: [{ requestedMessage: 'StatusNotification', connectorId: 1 }, { status: 'NotImplemented' }],
    ExtendedTriggerMessage: [{ requestedMessage: 'LogStatusNotification' }, accepted],
    GetLocalListVersion: [{}, { listVersion: 4 }],
    SendLocalList: [
      {
        listVersion: 1,
        updateType: 'Full',
        localAuthorizationList: [{ idTag: 'A', idTagInfo: { status: 'Accepted' } }],
      },
      { status: 'VersionMismatch' },
    ],
    ReserveNow: [{ connectorId: 1, expiryDate: soon, idTag: 'A', reservationId: 1 }, { status: 'Occupied' }],
    CancelReservation: [{ reservationId: 1 }, accepted],
    SetChargingProfile: [
      {
        connectorId: 1,
        csChargingProfiles: {
          chargingProfileId: 1,
          stackLevel: 0,
          chargingProfilePurpose: 'TxDefaultProfile',
          chargingProfileKind: 'Relative',
          chargingSchedule,
        },
      },
      accepted,
    ],
    ClearChargingProfile: [{ id: 1 }, { status: 'Unknown' }],
    GetCompositeSchedule: [
      { connectorId: 1, duration: 600, chargingRateUnit: 'W' },
      { status: 'Accepted', connectorId: 1, scheduleStart: soon, chargingSchedule },
    ],
    GetDiagnostics: [{ location: 'ftp://127.0.0.1/logs' }, { fileName: 'log.txt' }],
    UpdateFirmware: [{ location: 'ftp://127.0.0.1/firmware', retrieveDate: soon }, {}],
    GetLog: [
      { logType: 'SecurityLog', requestId: 1, log: { remoteLocation: 'ftp://127.0.0.1/logs' } },
      { status: 'AcceptedCanceled', filename: 'log.txt' },
    ],
    SignedUpdateFirmware: [
      {
        requestId: 1,
        firmware: { location: 'ftp://127.0.0.1/f', retrieveDateTime: soon, signingCertificate: 'c', signature: 's' },
      },
      { status: 'RevokedCertificate' },
    ],
    CertificateSigned: [{ certificateChain: 'c' }, accepted],
    InstallCertificate: [
      { certificateType: 'CentralSystemRootCertificate', certificate: 'c' },
      { status: 'Failed' },
    ],
    DeleteCertificate: [{ certificateHashData: hash }, { status: 'NotFound' }],
    GetInstalledCertificateIds: [
      { certificateType: 'ManufacturerRootCertificate' },
      { status: 'Accepted', certificateHashData: [hash] },
    ],
  };
};

test('sends the calls of the other profiles, and hands back their refusal', async () => {
  for (const [action, [payload]] of Object.entries(otherCalls())) {
    const report = await simulator.post('/csms/chargers/STRICT%201/calls', { action, payload });
    assert.deepEqual(received.at(-1), { method: action, params: payload });
    assert.equal(report.status, 'error', action);
    assert.equal(report.errorCode, 'NotSupported');
  }
});

test('sends the calls of the other profiles, and hands back their answer', async () => {
  for (const [action, [payload, answer]] of Object.entries(otherCalls())) {
    answers.set(action, answer);
    const report = await simulator.post('/csms/chargers/STRICT%201/calls', { action, payload });
    assert.deepEqual(received.at(-1), { method: action, params: payload });
    assert.equal(report.status, 'result', `${action}: ${JSON.stringify(report)}`);
    assert.deepEqual(report.payload, answer);
  }
});
