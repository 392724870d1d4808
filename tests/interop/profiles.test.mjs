// Calls of every profile beyond Core, by both central systems: what a charger offers is answered, and what it does not is refused as the
// specification says. Not one message may break the schemas.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Peer } from './lib/peer.mjs';
import { SecondPeer } from './lib/second.mjs';
import { Simulator } from './lib/simulator.mjs';

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
      const { root, manufacturer } = await simulator.request('GET', '/csms/ca');
      const kinds = { CentralSystemRootCertificate: root, ManufacturerRootCertificate: manufacturer };
      for (const [certificateType, { pem }] of Object.entries(kinds)) {
        assert.deepEqual(await charger.call('GetInstalledCertificateIds', { certificateType }), { status: 'NotFound' });
        assert.deepEqual(await charger.call('InstallCertificate', { certificateType, certificate: pem }), {
          status: 'Accepted',
        });
      }
      await signedUpdate(charger);

      const certificateType = 'CentralSystemRootCertificate';
      const { certificateHashData } = await charger.call('GetInstalledCertificateIds', { certificateType });
      assert.equal(certificateHashData.length, 1);
      const gone = { certificateHashData: certificateHashData[0] };
      assert.deepEqual(await charger.call('DeleteCertificate', gone), { status: 'Accepted' });
      assert.deepEqual(await charger.call('DeleteCertificate', gone), { status: 'NotFound' });
      assert.deepEqual(await charger.call('CertificateSigned', { certificateChain: root.pem }), { status: 'Rejected' });

      const log = await charger.call('GetLog', { logType: 'SecurityLog', requestId: 5, log: { remoteLocation: files() } });
      assert.equal(log.status, 'Accepted');
      await charger.received('LogStatusNotification', (p) => p.status === 'Uploaded' && p.requestId === 5);
      assert.ok((await simulator.request('GET', '/csms/files')).some((f) => f.name === log.filename));
      assert.deepEqual(peer.violations, [], 'no message broke the schemas');
    } finally {
      await peer.stop();
    }
  });
});

/** All of `expected` is in `given`. */
function matches(given, expected, what) {
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(given[name], value, what);
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
