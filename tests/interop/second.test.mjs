// Our chargers against a second central system, of ocpp-ts: sessions, and every action of the Core profile either way.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { SecondPeer } from './lib/second.mjs';
import { Simulator } from './lib/simulator.mjs';

let peer;
let simulator;

before(async () => {
  peer = await SecondPeer.start();
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
  for (const connectorId of [0, 1, 2]) await charger.status(connectorId, 'Available');
  return charger;
}

test('a session of a driver, from plug to plug', async () => {
  const charger = await booted('DRIVER');
  await simulator.evse('DRIVER', 1, 'start-transaction', { idTag: 'TAG' });
  const start = await charger.received('StartTransaction');
  assert.equal(start.params.idTag, 'TAG');
  assert.ok(charger.calls.some((c) => c.method === 'Authorize'));
  await charger.status(1, 'Charging');
  const { transactionId } = (await charger.received('MeterValues')).params;
  await simulator.evse('DRIVER', 1, 'stop-transaction');
  const stop = await charger.received('StopTransaction');
  assert.equal(stop.params.transactionId, transactionId);
  assert.ok(stop.params.meterStop >= start.params.meterStart);
  await simulator.evse('DRIVER', 1, 'unplug');
  await charger.status(1, 'Available', charger.calls.indexOf(stop));
});

test('a session from afar', async () => {
  const charger = await booted('REMOTE');
  await simulator.evse('REMOTE', 2, 'plug-in');
  await charger.status(2, 'Preparing');
  assert.deepEqual(await charger.call('RemoteStartTransaction', { idTag: 'APP', connectorId: 2 }), { status: 'Accepted' });
  await charger.status(2, 'Charging');
  const { transactionId } = (await charger.received('MeterValues')).params;
  assert.deepEqual(await charger.call('RemoteStopTransaction', { transactionId: -5 }), { status: 'Rejected' });
  assert.deepEqual(await charger.call('RemoteStopTransaction', { transactionId }), { status: 'Accepted' });
  assert.equal((await charger.received('StopTransaction')).params.reason, 'Remote');
});

test('the other calls of the Core profile', async () => {
  const charger = await booted('CORE');
  const all = (await charger.call('GetConfiguration')).configurationKey;
  assert.ok(all.length > 30);
  assert.deepEqual(await charger.call('ChangeConfiguration', { key: 'HeartbeatInterval', value: '88' }), {
    status: 'Accepted',
  });
  assert.deepEqual(await charger.call('GetConfiguration', { key: ['HeartbeatInterval', 'None'] }), {
    configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '88' }],
    unknownKey: ['None'],
  });
  assert.deepEqual(await charger.call('ChangeAvailability', { connectorId: 1, type: 'Inoperative' }), {
    status: 'Accepted',
  });
  await charger.status(1, 'Unavailable');
  assert.deepEqual(await charger.call('UnlockConnector', { connectorId: 1 }), { status: 'Unlocked' });
  assert.deepEqual(await charger.call('ClearCache'), { status: 'Accepted' });
  assert.deepEqual(await charger.call('DataTransfer', { vendorId: 'none' }), { status: 'UnknownVendorId' });
  const from = charger.calls.length;
  assert.deepEqual(await charger.call('Reset', { type: 'Soft' }), { status: 'Accepted' });
  await charger.received('BootNotification', undefined, from);
  await charger.status(1, 'Unavailable', from);
});

test('what breaks the schemas is seen, on either side', async () => {
  const charger = await booted('PROOF');
  assert.deepEqual(await charger.call('Reset', { type: 'Medium' }), { error: 'PropertyConstraintViolation' });
  assert.match(peer.violations.splice(0).join(), /^PROOF: sent Reset: .*enum/);
  charger.socket.emit('message', '[2,"x","Heartbeat",{"more":1}]');
  const [received, refused] = peer.violations.splice(0);
  assert.match(received, /received Heartbeat: .*additionalProperties/);
  assert.match(refused, /refused Heartbeat/);
});
