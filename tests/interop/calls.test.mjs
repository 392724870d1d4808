// The strict central system of ocpp-rpc calls our chargers: every Core action, and the refusals of profiles not offered.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Peer } from './lib/peer.mjs';
import { Simulator } from './lib/simulator.mjs';

let peer;
let simulator;

before(async () => {
  peer = await Peer.start();
  simulator = await Simulator.start();
});

after(async () => {
  const code = await simulator?.stop();
  await peer?.stop();
  assert.equal(code, 0, 'the simulator ends in an orderly way');
});

afterEach(() => assert.deepEqual(peer.violations.splice(0), [], 'no message broke the schemas'));

async function booted(id, settings) {
  await simulator.startCharger(id, peer.url, settings);
  const charger = peer.charger(id);
  await charger.status(0, 'Available');
  await charger.status(2, 'Available');
  return charger;
}

test('RemoteStartTransaction and RemoteStopTransaction run a session', async () => {
  const charger = await booted('REMOTE');
  await simulator.evse('REMOTE', 1, 'plug-in');
  await charger.status(1, 'Preparing');
  assert.deepEqual(await charger.call('RemoteStartTransaction', { idTag: 'APP', connectorId: 1 }), {
    status: 'Accepted',
  });
  const start = await charger.received('StartTransaction');
  assert.equal(start.params.idTag, 'APP');
  await charger.status(1, 'Charging');
  const { transactionId } = (await charger.received('MeterValues')).params;

  assert.deepEqual(await charger.call('RemoteStartTransaction', { idTag: 'APP', connectorId: 1 }), {
    status: 'Rejected',
  });
  assert.deepEqual(await charger.call('RemoteStopTransaction', { transactionId: transactionId + 1 }), {
    status: 'Rejected',
  });
  assert.deepEqual(await charger.call('RemoteStopTransaction', { transactionId }), { status: 'Accepted' });
  const stop = await charger.received('StopTransaction');
  assert.equal(stop.params.reason, 'Remote');
  assert.equal(stop.params.transactionId, transactionId);
  await charger.status(1, 'Finishing');
});

test('RemoteStartTransaction refuses connector 0 and connectors that do not exist', async () => {
  const charger = await booted('REMOTE-BAD');
  for (const connectorId of [0, 9]) {
    const answer = await charger.call('RemoteStartTransaction', { idTag: 'APP', connectorId });
    assert.ok(answer.status === 'Rejected' || answer.error === 'PropertyConstraintViolation', JSON.stringify(answer));
  }
});

test('ChangeAvailability switches connectors and the charge point', async () => {
  const charger = await booted('AVAILABILITY');
  const change = (connectorId, type) => charger.call('ChangeAvailability', { connectorId, type });
  assert.deepEqual(await change(1, 'Inoperative'), { status: 'Accepted' });
  await charger.status(1, 'Unavailable');
  assert.deepEqual(await change(1, 'Inoperative'), { status: 'Accepted' });
  let from = charger.calls.length;
  assert.deepEqual(await change(1, 'Operative'), { status: 'Accepted' });
  await charger.status(1, 'Available', from);
  assert.deepEqual(await change(0, 'Inoperative'), { status: 'Accepted' });
  for (const connectorId of [0, 1, 2]) await charger.status(connectorId, 'Unavailable', from);
  from = charger.calls.length;
  assert.deepEqual(await change(0, 'Operative'), { status: 'Accepted' });
  for (const connectorId of [0, 1, 2]) await charger.status(connectorId, 'Available', from);
  assert.deepEqual(await change(9, 'Inoperative'), { status: 'Rejected' });
});

test('ChangeAvailability during a transaction is scheduled for its end', async () => {
  const charger = await booted('SCHEDULED');
  await simulator.evse('SCHEDULED', 2, 'start-transaction', { idTag: 'TAG' });
  await charger.status(2, 'Charging');
  assert.deepEqual(await charger.call('ChangeAvailability', { connectorId: 2, type: 'Inoperative' }), {
    status: 'Scheduled',
  });
  await simulator.evse('SCHEDULED', 2, 'stop-transaction');
  await charger.received('StopTransaction');
  await simulator.evse('SCHEDULED', 2, 'unplug', { side: 'ev' });
  await charger.status(2, 'Unavailable');
});

test('ChangeConfiguration and GetConfiguration', async () => {
  const charger = await booted('CONFIGURATION');
  const change = (key, value) => charger.call('ChangeConfiguration', { key, value });
  assert.deepEqual(await change('HeartbeatInterval', '77'), { status: 'Accepted' });
  assert.deepEqual(await change('HeartbeatInterval', '-1'), { status: 'Rejected' });
  assert.deepEqual(await change('HeartbeatInterval', 'often'), { status: 'Rejected' });
  assert.deepEqual(await change('NumberOfConnectors', '4'), { status: 'Rejected' });
  assert.deepEqual(await change('NoSuchKey', '1'), { status: 'NotSupported' });
  assert.deepEqual(await charger.call('GetConfiguration', { key: ['HeartbeatInterval', 'NoSuchKey'] }), {
    configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '77' }],
    unknownKey: ['NoSuchKey'],
  });
  const all = (await charger.call('GetConfiguration', {})).configurationKey;
  const value = (key) => all.find((k) => k.key === key)?.value;
  assert.equal(value('NumberOfConnectors'), '2');
  assert.equal(value('MeterValueSampleInterval'), '1');
  assert.ok(value('SupportedFeatureProfiles').split(',').includes('Core'));
  const required = [
    'AuthorizeRemoteTxRequests ClockAlignedDataInterval ConnectionTimeOut ConnectorPhaseRotation GetConfigurationMaxKeys',
    'HeartbeatInterval LocalAuthorizeOffline LocalPreAuthorize MeterValuesAlignedData MeterValuesSampledData',
    'MeterValueSampleInterval NumberOfConnectors ResetRetries StopTransactionOnEVSideDisconnect',
    'StopTransactionOnInvalidId StopTxnAlignedData StopTxnSampledData SupportedFeatureProfiles',
    'TransactionMessageAttempts TransactionMessageRetryInterval UnlockConnectorOnEVSideDisconnect',
  ];
  for (const key of required.join(' ').split(' ')) assert.notEqual(value(key), undefined, `${key} is required`);
});

test('Reset, soft and hard, ends in a new boot', async () => {
  const charger = await booted('RESET');
  for (const type of ['Soft', 'Hard']) {
    const from = charger.calls.length;
    assert.deepEqual(await charger.call('Reset', { type }), { status: 'Accepted' });
    await charger.received('BootNotification', undefined, from);
    await charger.status(2, 'Available', from);
  }
});

test('Reset stops a running transaction with its reason', async () => {
  const charger = await booted('RESET-TX');
  await simulator.evse('RESET-TX', 1, 'start-transaction', { idTag: 'TAG' });
  await charger.status(1, 'Charging');
  assert.deepEqual(await charger.call('Reset', { type: 'Soft' }), { status: 'Accepted' });
  assert.equal((await charger.received('StopTransaction')).params.reason, 'SoftReset');
  await charger.until('second boot', () => charger.calls.filter((c) => c.method === 'BootNotification').length === 2);
});

test('UnlockConnector', async () => {
  const charger = await booted('UNLOCK');
  const unlock = (connectorId) => charger.call('UnlockConnector', { connectorId });
  assert.deepEqual(await unlock(1), { status: 'Unlocked' });
  assert.deepEqual(await unlock(2), { status: 'NotSupported' }, 'a fixed cable has no lock');
  assert.deepEqual(await unlock(9), { status: 'NotSupported' });
  await simulator.evse('UNLOCK', 1, 'start-transaction', { idTag: 'TAG' });
  await charger.status(1, 'Charging');
  assert.deepEqual(await unlock(1), { status: 'Unlocked' });
  assert.equal((await charger.received('StopTransaction')).params.reason, 'UnlockCommand');
  await charger.status(1, 'Finishing');
});

test('ClearCache makes a known tag be asked for again', async () => {
  const charger = await booted('CACHE', {
    configuration: { AuthorizationCacheEnabled: 'true', LocalPreAuthorize: 'true' },
  });
  const authorized = () => charger.calls.filter((c) => c.method === 'Authorize').length;
  async function session() {
    let from = charger.calls.length;
    await simulator.evse('CACHE', 1, 'start-transaction', { idTag: 'REGULAR' });
    await charger.status(1, 'Charging', from);
    from = charger.calls.length;
    await simulator.evse('CACHE', 1, 'stop-transaction');
    await charger.received('StopTransaction', undefined, from);
    await simulator.evse('CACHE', 1, 'unplug');
    await charger.status(1, 'Available', from);
  }
  await session();
  assert.equal(authorized(), 1);
  await session();
  assert.equal(authorized(), 1, 'the cache knows the tag');
  assert.deepEqual(await charger.call('ClearCache'), { status: 'Accepted' });
  await session();
  assert.equal(authorized(), 2);
});

test('DataTransfer of an unknown vendor', async () => {
  const charger = await booted('DATA');
  const answer = await charger.call('DataTransfer', { vendorId: 'org.example.unknown', messageId: 'a', data: '{}' });
  assert.deepEqual(answer, { status: 'UnknownVendorId' });
});

test('profiles that are not offered are refused as the specification says', async () => {
  const charger = await booted('REFUSE');
  const all = (await charger.call('GetConfiguration', { key: ['SupportedFeatureProfiles'] })).configurationKey;
  const offered = all[0].value.split(',');
  const schedule = {
    chargingRateUnit: 'A',
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 6.5 }],
  };
  const profile = {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: schedule,
  };
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const cases = [
    ['RemoteTrigger', 'TriggerMessage', { requestedMessage: 'Heartbeat' }, { error: 'NotSupported' }],
    ['LocalAuthListManagement', 'GetLocalListVersion', {}, { listVersion: -1 }],
    ['LocalAuthListManagement', 'SendLocalList', { listVersion: 1, updateType: 'Full' }, { status: 'NotSupported' }],
    ['Reservation', 'ReserveNow', { connectorId: 1, expiryDate: soon, idTag: 'T', reservationId: 1 }, { status: 'Rejected' }],
    ['Reservation', 'CancelReservation', { reservationId: 1 }, { error: 'NotSupported' }],
    ['SmartCharging', 'SetChargingProfile', { connectorId: 1, csChargingProfiles: profile }, { error: 'NotSupported' }],
    ['SmartCharging', 'ClearChargingProfile', {}, { error: 'NotSupported' }],
    ['SmartCharging', 'GetCompositeSchedule', { connectorId: 1, duration: 60 }, { error: 'NotSupported' }],
    ['FirmwareManagement', 'GetDiagnostics', { location: 'ftp://127.0.0.1/' }, { error: 'NotSupported' }],
    ['FirmwareManagement', 'UpdateFirmware', { location: 'ftp://127.0.0.1/f', retrieveDate: soon }, { error: 'NotSupported' }],
  ];
  for (const [feature, action, request, expected] of cases) {
    if (offered.includes(feature)) continue;
    assert.deepEqual(await charger.call(action, request), expected, action);
  }
});

test('frames that are no proper call are refused with the right code, and the socket stays', async () => {
  const charger = await booted('GARBAGE');
  const raw = (frame) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${frame}`)), 60_000);
      charger.client.prependListener('message', function listen({ message, outbound }) {
        if (outbound) return;
        const [type, id, code] = JSON.parse(message);
        if (type !== 4 || id !== JSON.parse(frame)[1]) return;
        clearTimeout(timer);
        charger.client.removeListener('message', listen);
        resolve(code);
      });
      charger.client.sendRaw(frame);
    });
  assert.equal(await raw('[2,"g1","NoSuchAction",{}]'), 'NotImplemented');
  assert.equal(await raw('[2,"g2","Reset",{}]'), 'ProtocolError');
  assert.equal(await raw('[2,"g3","Reset",{"type":"Medium"}]'), 'PropertyConstraintViolation');
  assert.equal(await raw('[2,"g4","Reset",{"type":1}]'), 'TypeConstraintViolation');
  assert.equal(await raw('[2,"g5","Reset",{"type":"Soft","more":1}]'), 'FormationViolation');
  // The peer has no call open for these ids and counts our answers as bad messages: expected here, and a proof that it looks.
  assert.equal(peer.violations.splice(0).length, 5);
  assert.deepEqual(await charger.call('ClearCache'), { status: 'Accepted' });
  assert.equal(charger.connections, 1);
});
