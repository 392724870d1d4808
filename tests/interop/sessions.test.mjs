// Our chargers against the strict central system of ocpp-rpc: what chargers do of their own accord.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Peer, SUBPROTOCOL } from './lib/peer.mjs';
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

const meterValue = (params, measurand) =>
  params.meterValue
    .flatMap((m) => m.sampledValue)
    .find((s) => (s.measurand ?? 'Energy.Active.Import.Register') === measurand && !s.phase);

test('boots and reports the status of every connector', async () => {
  await simulator.startCharger('BOOT', peer.url);
  const charger = peer.charger('BOOT');
  const boot = await charger.received('BootNotification');
  assert.equal(boot.params.chargePointVendor, 'Interop');
  assert.equal(boot.params.chargePointModel, 'AC22');
  for (const connectorId of [0, 1, 2]) await charger.status(connectorId, 'Available');
  assert.equal(charger.client.protocol, SUBPROTOCOL);
  assert.equal(charger.calls[0].method, 'BootNotification', 'nothing goes before the boot');
});

test('percent-encodes its identity in the URL', async () => {
  await simulator.startCharger('RDAM 1#?', peer.url);
  await peer.charger('RDAM 1#?').status(2, 'Available');
});

test('waits out a Rejected and a Pending registration', async () => {
  const charger = peer.charger('PENDING');
  const statuses = ['Rejected', 'Pending', 'Accepted'];
  charger.answers.set('BootNotification', () => ({
    status: statuses.shift() ?? 'Accepted',
    currentTime: new Date().toISOString(),
    interval: statuses.length ? 1 : 300,
  }));
  await simulator.startCharger('PENDING', peer.url);
  await charger.status(2, 'Available');
  assert.deepEqual(
    charger.calls.slice(0, 4).map((c) => c.method),
    ['BootNotification', 'BootNotification', 'BootNotification', 'StatusNotification'],
  );
});

test('sends heartbeats at the interval of the boot answer', async () => {
  const charger = peer.charger('HEARTBEAT');
  charger.answers.set('BootNotification', () => ({
    status: 'Accepted',
    currentTime: new Date().toISOString(),
    interval: 1,
  }));
  await simulator.startCharger('HEARTBEAT', peer.url);
  await charger.until('three heartbeats', () => charger.calls.filter((c) => c.method === 'Heartbeat').length >= 3);
});

test('authorizes, charges, reports its meter and stops', async () => {
  await simulator.startCharger('SESSION', peer.url, {
    configuration: {
      MeterValuesSampledData: 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC',
      StopTxnSampledData: 'Energy.Active.Import.Register',
    },
  });
  const charger = peer.charger('SESSION');
  await charger.status(2, 'Available');
  await simulator.evse('SESSION', 2, 'start-transaction', { idTag: 'TAG1' });

  await charger.status(2, 'Preparing');
  assert.equal((await charger.received('Authorize')).params.idTag, 'TAG1');
  const start = await charger.received('StartTransaction');
  assert.equal(start.params.connectorId, 2);
  assert.equal(start.params.idTag, 'TAG1');
  await charger.status(2, 'Charging');

  const samples = await charger.until('three MeterValues', () => {
    const all = charger.calls.filter((c) => c.method === 'MeterValues');
    return all.length >= 3 && all;
  });
  const registers = samples.map((s) => Number(meterValue(s.params, 'Energy.Active.Import.Register').value));
  assert.ok(registers.at(-1) > registers[0], `the register grows: ${registers}`);
  const transactionId = samples[0].params.transactionId;
  assert.ok(transactionId >= 1000, 'MeterValues carry the transaction id of the central system');
  assert.ok(Number(meterValue(samples.at(-1).params, 'Power.Active.Import').value) > 10_000, '50 kW DC delivers');
  const soc = Number(meterValue(samples.at(-1).params, 'SoC').value);
  assert.ok(soc > 0 && soc <= 100);

  await simulator.evse('SESSION', 2, 'present-tag', { idTag: 'TAG1' });
  const stop = await charger.received('StopTransaction');
  assert.equal(stop.params.transactionId, transactionId);
  assert.ok([undefined, 'Local'].includes(stop.params.reason));
  assert.equal(stop.params.idTag, 'TAG1');
  assert.ok(stop.params.meterStop >= Math.floor(registers.at(-1)), 'meterStop is not behind the last sample');
  assert.ok(stop.params.meterStop > start.params.meterStart);
  const contexts = stop.params.transactionData.flatMap((m) => m.sampledValue).map((s) => s.context);
  assert.ok(contexts.includes('Transaction.Begin') && contexts.includes('Transaction.End'), `${contexts}`);
  await charger.status(2, 'Finishing');
  const from = charger.calls.length;
  await simulator.evse('SESSION', 2, 'unplug', { side: 'ev' });
  await charger.status(2, 'Available', from);
});

test('does not start for a tag that the central system refuses', async () => {
  const charger = peer.charger('BLOCKED');
  charger.answers.set('Authorize', () => ({ idTagInfo: { status: 'Blocked' } }));
  await simulator.startCharger('BLOCKED', peer.url);
  await charger.status(1, 'Available');
  await simulator.evse('BLOCKED', 1, 'start-transaction', { idTag: 'STOLEN' });
  await charger.received('Authorize');
  const answered = charger.calls.length;
  await simulator.evse('BLOCKED', 1, 'unplug');
  await charger.status(1, 'Available', answered);
  assert.ok(!charger.calls.some((c) => c.method === 'StartTransaction'));
});

test('ends a transaction whose tag is refused at the start', async () => {
  const charger = peer.charger('DEAUTHORIZED');
  charger.answers.set('StartTransaction', () => ({ idTagInfo: { status: 'Expired' }, transactionId: 7 }));
  await simulator.startCharger('DEAUTHORIZED', peer.url, { configuration: { StopTransactionOnInvalidId: 'true' } });
  await charger.status(1, 'Available');
  await simulator.evse('DEAUTHORIZED', 1, 'start-transaction', { idTag: 'OLD' });
  const stop = await charger.received('StopTransaction');
  assert.equal(stop.params.reason, 'DeAuthorized');
  assert.equal(stop.params.transactionId, 7);
});

test('delivers what happened offline after it has reconnected, without a new boot', async () => {
  await simulator.startCharger('OFFLINE', peer.url);
  const charger = peer.charger('OFFLINE');
  await charger.status(1, 'Available');
  await simulator.evse('OFFLINE', 1, 'start-transaction', { idTag: 'TAG9' });
  await charger.received('MeterValues');

  peer.refuseWith = 503;
  const before = charger.calls.length;
  await charger.client.close({ code: 1001, reason: 'maintenance', force: true });
  await simulator.evse('OFFLINE', 1, 'stop-transaction', { reason: 'Local' });
  const refusals = peer.handshakes.length;
  await charger.until('refused handshake', () => peer.handshakes.length > refusals, 20_000).catch(() => {});
  peer.refuseWith = null;

  const stop = await charger.until(
    'StopTransaction after the reconnect',
    () => charger.calls.slice(before).find((c) => c.method === 'StopTransaction'),
    60_000,
  );
  assert.equal(stop.connection, 2);
  const replayed = charger.calls.slice(before);
  assert.ok(!replayed.some((c) => c.method === 'BootNotification'), 'a reconnect is no boot');
  assert.ok(!replayed.some((c) => c.method === 'StartTransaction'), 'an answered start is not sent again');
  const times = replayed
    .filter((c) => c.method === 'MeterValues')
    .map((c) => Date.parse(c.params.meterValue[0].timestamp));
  assert.deepEqual(times, [...times].sort((a, b) => a - b), 'queued samples come in order');
});

test('sends Basic authentication with the decoded AuthorizationKey', async () => {
  const key = '0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF';
  await simulator.startCharger('BASIC', peer.url, { securityProfile: 1, password: key });
  await peer.charger('BASIC').status(0, 'Available');
  const handshake = peer.handshakes.find((h) => h.identity === 'BASIC');
  assert.equal(handshake.password.toString('hex'), key.toLowerCase());
});
