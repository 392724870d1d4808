// Calls of every profile beyond Core, by both central systems: what a charger offers is answered, and what it does not is refused as the
// specification says. Not one message may break the schemas.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { Peer, SUBPROTOCOL } from './lib/peer.mjs';
import { SecondPeer } from './lib/second.mjs';
import { Simulator } from './lib/simulator.mjs';

const { RPCClient } = createRequire(import.meta.url)('ocpp-rpc');
const peers = { 'ocpp-rpc': Peer, 'ocpp-ts': SecondPeer };
let simulator;

before(async () => {
  simulator = await Simulator.start({ csms: true });
});

after(async () => assert.equal(await simulator?.stop(), 0, 'the simulator ends in an orderly way'));

const later = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const files = () => `${simulator.url}/csms/files`;

const defaultProfile = () => ({
  chargingProfileId: 7,
  stackLevel: 1,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Absolute',
  chargingSchedule: {
    startSchedule: later(-60),
    duration: 3600,
    chargingRateUnit: 'A',
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 16.1 },
      { startPeriod: 600, limit: 8, numberPhases: 1 },
    ],
  },
});

/** profile, action, request, what an answer is like when it is offered, the answer when it is not. */
const calls = () => [
  ['LocalAuthListManagement', 'SendLocalList', { listVersion: 3, updateType: 'Full', localAuthorizationList: [{ idTag: 'A', idTagInfo: { status: 'Accepted', expiryDate: later(900) } }] }, { status: 'Accepted' }, { status: 'NotSupported' }],
  ['LocalAuthListManagement', 'SendLocalList', { listVersion: 2, updateType: 'Differential', localAuthorizationList: [{ idTag: 'A' }] }, { status: 'VersionMismatch' }, { status: 'NotSupported' }],
  ['LocalAuthListManagement', 'GetLocalListVersion', {}, { listVersion: 3 }, { listVersion: -1 }],
  ['Reservation', 'ReserveNow', { connectorId: 1, expiryDate: later(900), idTag: 'A', reservationId: 9 }, { status: 'Accepted' }, { status: 'Rejected' }],
  ['Reservation', 'CancelReservation', { reservationId: 9 }, { status: 'Accepted' }, { error: 'NotSupported' }],
  ['Reservation', 'CancelReservation', { reservationId: 10 }, { status: 'Rejected' }, { error: 'NotSupported' }],
  ['SmartCharging', 'SetChargingProfile', { connectorId: 1, csChargingProfiles: defaultProfile() }, { status: 'Accepted' }, { error: 'NotSupported' }],
  ['SmartCharging', 'GetCompositeSchedule', { connectorId: 1, duration: 900, chargingRateUnit: 'A' }, { status: 'Accepted', connectorId: 1 }, { error: 'NotSupported' }],
  ['SmartCharging', 'GetCompositeSchedule', { connectorId: 99, duration: 900 }, { status: 'Rejected' }, { error: 'NotSupported' }],
  ['SmartCharging', 'ClearChargingProfile', { id: 7 }, { status: 'Accepted' }, { error: 'NotSupported' }],
  ['SmartCharging', 'ClearChargingProfile', { id: 7 }, { status: 'Unknown' }, { error: 'NotSupported' }],
  ['RemoteTrigger', 'TriggerMessage', { requestedMessage: 'Heartbeat' }, { status: 'Accepted' }, { error: 'NotSupported' }],
  ['RemoteTrigger', 'TriggerMessage', { requestedMessage: 'StatusNotification', connectorId: 99 }, { status: 'Rejected' }, { error: 'NotSupported' }],
];

const offeredBy = async (charger) =>
  (await charger.call('GetConfiguration', { key: ['SupportedFeatureProfiles'] })).configurationKey[0].value.split(',');

// Side by side: updates take their time.
describe('every profile', { concurrency: true }, () => {
  for (const [library, Made] of Object.entries(peers)) {
    test(`${library}: the calls of every profile`, async () => {
      const peer = await Made.start();
      try {
        const id = `ALL-${library}`;
        await simulator.startCharger(id, peer.url);
        const charger = peer.charger(id);
        await charger.status(2, 'Available');
        const offered = await offeredBy(charger);
        for (const [profile, action, request, answer, refusal] of calls()) {
          const given = await charger.call(action, request);
          const what = `${action} ${JSON.stringify(request)}: ${JSON.stringify(given)}`;
          if (offered.includes(profile)) matches(given, answer, what);
          else assert.deepEqual(given, refusal, what);
        }
        assert.deepEqual(peer.violations, [], 'no message broke the schemas');
      } finally {
        await peer.stop();
      }
    });

    test(`${library}: list, reservation and charging profiles do what they say to a session`, async () => {
      const peer = await Made.start();
      try {
        const id = `SESSION-${library}`;
        await simulator.startCharger(id, peer.url);
        const charger = peer.charger(id);
        await charger.status(2, 'Available');
        await listedTagStarts(charger, id);
        await profileLimits(charger, id);
        await reservationIsUsed(charger, id);
        assert.deepEqual(peer.violations, [], 'no message broke the schemas');
      } finally {
        await peer.stop();
      }
    });

    test(`${library}: diagnostics are brought and firmware is fetched`, async () => {
      const peer = await Made.start();
      try {
        const id = `FILES-${library}`;
        await simulator.startCharger(id, peer.url);
        const charger = peer.charger(id);
        await charger.status(2, 'Available');
        assert.ok((await offeredBy(charger)).includes('FirmwareManagement'));

        const { fileName } = await charger.call('GetDiagnostics', { location: files() });
        await charger.received('DiagnosticsStatusNotification', (p) => p.status === 'Uploaded');
        const brought = await simulator.request('GET', '/csms/files');
        assert.ok(brought.find((f) => f.name === fileName)?.size > 0, `${fileName} of ${JSON.stringify(brought)}`);

        await fetch(`${files()}/firmware-2.0.bin`, { method: 'PUT', body: 'firmware' });
        const from = charger.calls.length;
        assert.deepEqual(
          await charger.call('UpdateFirmware', { location: `${files()}/firmware-2.0.bin`, retrieveDate: later(-1) }),
          {},
        );
        for (const status of ['Downloading', 'Downloaded', 'Installing', 'Installed']) {
          await charger.received('FirmwareStatusNotification', (p) => p.status === status, from);
        }
        await charger.received('BootNotification', undefined, from);
        assert.deepEqual(peer.violations, [], 'no message broke the schemas');
      } finally {
        await peer.stop();
      }
    });
  }

  test('ocpp-rpc: the calls of the security extension', async () => {
    const peer = await Peer.start();
    try {
      await simulator.startCharger('SECURE', peer.url, { serialNumber: 'SN-1' });
      const charger = peer.charger('SECURE');
      await charger.status(2, 'Available');
      const authorities = await installRoots(charger);
      await signedUpdate(charger);
      await extendedTriggers(charger, true);
      await ownCertificate(charger);
      await removeRoot(charger, authorities);

      const log = await charger.call('GetLog', { logType: 'SecurityLog', requestId: 5, log: { remoteLocation: files() } });
      assert.equal(log.status, 'Accepted');
      await charger.received('LogStatusNotification', (p) => p.status === 'Uploaded' && p.requestId === 5);
      assert.ok((await simulator.request('GET', '/csms/files')).some((f) => f.name === log.filename));
      assert.deepEqual(peer.violations, [], 'no message broke the schemas');
    } finally {
      await peer.stop();
    }
  });

  test('ocpp-ts: the calls of the security extension, by a central system that takes none of it', async () => {
    const peer = await SecondPeer.start();
    try {
      await simulator.startCharger('HALF-SECURE', peer.url, { serialNumber: 'SN-2' });
      const charger = peer.charger('HALF-SECURE');
      await charger.status(2, 'Available');
      const authorities = await installRoots(charger);
      await extendedTriggers(charger, false);
      await removeRoot(charger, authorities);
      await fetch(`${files()}/half-2.0.bin`, { method: 'PUT', body: 'signed firmware' });
      const signed = await simulator.post('/csms/ca/firmware-signatures', { file: 'half-2.0.bin' });
      const { signature, signingCertificate } = signed;
      const from = charger.calls.length;
      const firmware = { location: `${files()}/half-2.0.bin`, retrieveDateTime: later(-1), signingCertificate, signature };
      assert.deepEqual(await charger.call('SignedUpdateFirmware', { requestId: 9, firmware }), accepted);
      const boot = await charger.received('BootNotification', undefined, from);
      assert.match(boot.params.firmwareVersion, /2\.0/);
      assert.deepEqual(peer.violations, [], 'no message broke the schemas');
    } finally {
      await peer.stop();
    }
  });
});

const accepted = { status: 'Accepted' };

/** Both roots of the embedded central system. */
async function installRoots(charger) {
  const { root, manufacturer } = await simulator.request('GET', '/csms/ca');
  const kinds = { CentralSystemRootCertificate: root, ManufacturerRootCertificate: manufacturer };
  for (const [certificateType, { pem }] of Object.entries(kinds)) {
    assert.deepEqual(await charger.call('GetInstalledCertificateIds', { certificateType }), { status: 'NotFound' });
    assert.deepEqual(await charger.call('InstallCertificate', { certificateType, certificate: pem }), accepted);
    assert.deepEqual(await charger.call('InstallCertificate', { certificateType, certificate: 'none' }), {
      status: 'Rejected',
    });
  }
  return { root, manufacturer };
}

/** By its hashes, once. */
async function removeRoot(charger, { root }) {
  const certificateType = 'CentralSystemRootCertificate';
  const { certificateHashData } = await charger.call('GetInstalledCertificateIds', { certificateType });
  assert.equal(certificateHashData.length, 1);
  const gone = { certificateHashData: certificateHashData[0] };
  assert.deepEqual(await charger.call('DeleteCertificate', gone), accepted);
  assert.deepEqual(await charger.call('DeleteCertificate', gone), { status: 'NotFound' });
  assert.deepEqual(await charger.call('CertificateSigned', { certificateChain: root.pem }), { status: 'Rejected' });
}

/** All of `expected` is in `given`. */
function matches(given, expected, what) {
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(given[name], value, what);
}

/** A tag of the local list starts without the central system being asked. */
async function listedTagStarts(charger, id) {
  const localAuthorizationList = [{ idTag: 'LISTED', idTagInfo: { status: 'Accepted' } }];
  assert.deepEqual(
    await charger.call('SendLocalList', { listVersion: 1, updateType: 'Full', localAuthorizationList }),
    accepted,
  );
  assert.deepEqual(await charger.call('ChangeConfiguration', { key: 'LocalPreAuthorize', value: 'true' }), accepted);
  await simulator.evse(id, 1, 'start-transaction', { idTag: 'LISTED' });
  await charger.received('StartTransaction', (p) => p.idTag === 'LISTED');
  await charger.status(1, 'Charging');
  assert.ok(!charger.calls.some((c) => c.method === 'Authorize'), 'the list has answered');
}

/** A TxProfile of the running transaction: its composite, its limit, no power at all under 0 A, and its end. */
async function profileLimits(charger, id) {
  const { transactionId } = (await charger.received('MeterValues')).params;
  const profile = (limit, more) => ({
    connectorId: 1,
    csChargingProfiles: {
      chargingProfileId: 30,
      transactionId,
      stackLevel: 0,
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
      ...more,
    },
  });
  const limitW = async () => (await simulator.request('GET', `/chargers/${id}`)).evses[0].limitW;
  assert.deepEqual(await charger.call('SetChargingProfile', profile(6, { transactionId: transactionId + 1 })), {
    status: 'Rejected',
  });
  assert.deepEqual(await charger.call('SetChargingProfile', profile(6.1)), accepted);
  assert.equal(await limitW(), 4209, '6.1 A in three phases');
  const composite = await charger.call('GetCompositeSchedule', { connectorId: 1, duration: 60, chargingRateUnit: 'A' });
  assert.equal(composite.chargingSchedule.chargingSchedulePeriod[0].limit, 6.1, JSON.stringify(composite));
  assert.deepEqual(await charger.call('SetChargingProfile', profile(0)), accepted);
  await charger.status(1, 'SuspendedEVSE');
  const from = charger.calls.length;
  assert.deepEqual(await charger.call('ClearChargingProfile', { id: 30 }), accepted);
  await charger.status(1, 'Charging', from);
  assert.deepEqual(await charger.call('RemoteStopTransaction', { transactionId }), accepted);
  await charger.received('StopTransaction', (p) => p.transactionId === transactionId && p.reason === 'Remote');
  await simulator.evse(id, 1, 'unplug');
  await charger.status(1, 'Available', from);
}

/** Who has reserved starts, and nobody else. */
async function reservationIsUsed(charger, id) {
  const from = charger.calls.length;
  const reservation = { connectorId: 1, expiryDate: later(900), idTag: 'GUEST', reservationId: 77 };
  assert.deepEqual(await charger.call('ReserveNow', reservation), accepted);
  await charger.status(1, 'Reserved', from);
  assert.deepEqual(await charger.call('RemoteStartTransaction', { idTag: 'OTHER', connectorId: 1 }), {
    status: 'Rejected',
  });
  await simulator.evse(id, 1, 'start-transaction', { idTag: 'GUEST' });
  const start = await charger.received('StartTransaction', (p) => p.idTag === 'GUEST', from);
  assert.equal(start.params.reservationId, 77);
  assert.deepEqual(await charger.call('CancelReservation', { reservationId: 77 }), { status: 'Rejected' });
}

/** Each message that ExtendedTriggerMessage can ask for; those of the extension only where the central system takes them. */
async function extendedTriggers(charger, all) {
  const trigger = (requestedMessage, more) => charger.call('ExtendedTriggerMessage', { requestedMessage, ...more });
  const idle = (params) => params.status === 'Idle';
  const asked = {
    Heartbeat: ['Heartbeat', {}],
    StatusNotification: ['StatusNotification', { connectorId: 2 }, (p) => p.connectorId === 2],
    MeterValues: ['MeterValues', { connectorId: 1 }, (p) => p.connectorId === 1],
    ...(all && {
      LogStatusNotification: ['LogStatusNotification', {}, idle],
      FirmwareStatusNotification: ['SignedFirmwareStatusNotification', {}, idle],
    }),
  };
  for (const [message, [method, more, matches]] of Object.entries(asked)) {
    const from = charger.calls.length;
    assert.deepEqual(await trigger(message, more), accepted, message);
    await charger.received(method, matches, from);
  }
  assert.deepEqual(await trigger('BootNotification'), { status: 'Rejected' }, 'it is registered already');
  assert.deepEqual(await trigger('StatusNotification', { connectorId: 99 }), { status: 'Rejected' });
}

/** A certificate on request; the embedded central system, which takes us for the charger, is the authority. */
async function ownCertificate(charger) {
  charger.answers.set('SignCertificate', () => accepted);
  assert.deepEqual(await charger.call('ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' }), accepted);
  const { csr } = (await charger.received('SignCertificate')).params;
  const authority = new RPCClient({
    endpoint: `${simulator.url.replace('http', 'ws')}/ocpp`,
    identity: charger.identity,
    protocols: [SUBPROTOCOL],
    strictMode: true,
    reconnect: false,
  });
  const signed = new Promise((resolve, reject) => {
    authority.handle('CertificateSigned', async ({ params }) => {
      const answer = await charger.call('CertificateSigned', params).catch(reject);
      resolve(answer);
      return answer;
    });
  });
  await authority.connect();
  try {
    const boot = { chargePointVendor: 'Interop', chargePointModel: 'AC22', chargePointSerialNumber: 'SN-1' };
    await authority.call('BootNotification', boot);
    assert.deepEqual(await authority.call('SignCertificate', { csr }), accepted);
    assert.deepEqual(await signed, accepted);
  } finally {
    await authority.close();
  }
  const own = await simulator.request('GET', `/chargers/${charger.identity}/certificates`);
  assert.match(own.find((c) => c.kind === 'ChargePointCertificate').subject, /CN=SN-1/);
}

async function signedUpdate(charger) {
  await fetch(`${files()}/signed-2.0.bin`, { method: 'PUT', body: 'signed firmware' });
  const { signature, signingCertificate } = await simulator.post('/csms/ca/firmware-signatures', { file: 'signed-2.0.bin' });
  const request = (requestId, more) => ({
    requestId,
    firmware: { location: `${files()}/signed-2.0.bin`, retrieveDateTime: later(-1), signingCertificate, signature, ...more },
  });
  const { pem } = (await simulator.request('GET', '/csms/ca')).root;
  assert.deepEqual(await charger.call('SignedUpdateFirmware', request(2, { signingCertificate: pem })), {
    status: 'InvalidCertificate',
  });
  const from = charger.calls.length;
  assert.deepEqual(await charger.call('SignedUpdateFirmware', request(3)), { status: 'Accepted' });
  for (const status of ['Downloading', 'Downloaded', 'SignatureVerified', 'Installing', 'Installed']) {
    await charger.received('SignedFirmwareStatusNotification', (p) => p.status === status && p.requestId === 3, from);
  }
}
