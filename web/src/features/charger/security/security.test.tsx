import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../../test/fakes';
import { updateSteps } from './firmwareSteps';

afterEach(() => void vi.unstubAllGlobals());

describe('a firmware update', () => {
  it('has a way of steps with a place on it', () => {
    const states = (phase: Parameters<typeof updateSteps>[0]) => updateSteps(phase).map(({ state }) => state);
    expect(states('downloading')).toEqual(['done', 'now', 'ahead', 'ahead', 'ahead']);
    expect(states('installation-failed')).toEqual(['done', 'done', 'failed', 'ahead', 'ahead']);
    expect(states('installed')).toEqual(['done', 'done', 'done', 'done', 'done']);
  });
});

describe('security and firmware of a charger', () => {
  const routes = {
    'GET /chargers/CP001/security': () => ({
      profile: 2,
      fallbackProfile: 1,
      passwordSet: true,
      tls: true,
      clientCertificate: null,
    }),
    'GET /chargers/CP001/certificates': () => [],
    'GET /chargers/CP001/security-events': () => [],
    'GET /chargers/CP001/firmware': () => ({ version: '1.4.2', update: null }),
    'GET /chargers/CP001/diagnostics': () => ({ diagnostics: null, log: null }),
  };

  it('say what to do when there is nothing', async () => {
    renderPage('/chargers/CP001?tab=security', [charger('CP001')], routes);
    for (const title of [
      'No certificate is installed',
      'Nothing is in the security log',
      '1.4.2 runs; no update so far',
      'No file has been asked for',
    ])
      expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
    for (const action of ['InstallCertificate', 'UpdateFirmware', 'GetDiagnostics'])
      expect(screen.getByRole('button', { name: action })).toBeTruthy();
  });

  it('show certificates, events, the update and the uploads', async () => {
    renderPage('/chargers/CP001?tab=security', [charger('CP001', { securityProfile: 2 })], {
      ...routes,
      'GET /chargers/CP001/certificates': () => [
        {
          kind: 'CentralSystemRootCertificate',
          subject: 'CN=Root',
          issuer: 'CN=Root',
          serialNumber: '0102',
          notBefore: '2020-01-01T00:00:00Z',
          notAfter: '2021-01-01T00:00:00Z',
          sha256: 'ab'.repeat(32),
          hash: { hashAlgorithm: 'SHA256', issuerNameHash: '1', issuerKeyHash: '2', serialNumber: '3' },
          inUse: true,
          fallback: false,
          pem: '',
        },
        {
          kind: 'ManufacturerRootCertificate',
          subject: 'CN=Maker',
          issuer: 'CN=Maker',
          serialNumber: '1234567890ABCDEF1234',
          notBefore: '2020-01-01T00:00:00Z',
          notAfter: '2999-07-01T12:00:00Z',
          sha256: 'cd'.repeat(32),
          hash: { hashAlgorithm: 'SHA256', issuerNameHash: '4', issuerKeyHash: '5', serialNumber: '6' },
          inUse: false,
          fallback: false,
          pem: '',
        },
      ],
      'GET /chargers/CP001/security-events': () => [
        {
          seq: 1,
          time: '2026-01-01T10:00:00Z',
          type: 'StartupOfTheDevice',
          critical: true,
          techInfo: null,
          delivered: true,
        },
        {
          seq: 2,
          time: '2026-01-01T10:01:00Z',
          type: 'InvalidMessages',
          critical: false,
          techInfo: 'odd',
          delivered: false,
        },
      ],
      'GET /chargers/CP001/firmware': () => ({
        version: '1.4.2',
        update: {
          phase: 'downloading',
          since: '2026-01-01T10:00:00Z',
          requestId: null,
          location: 'http://127.0.0.1/firmware.bin',
          retrieveAt: '2026-01-01T10:00:00Z',
          installAt: null,
          failedAttempts: 1,
          retriesLeft: 2,
          bytes: null,
          version: null,
          detail: '404',
          statuses: [{ time: '2026-01-01T10:00:00Z', status: 'Downloading' }],
        },
      }),
      'GET /chargers/CP001/diagnostics': () => ({
        diagnostics: {
          content: 'diagnostics',
          requestId: null,
          fileName: 'CP001.zip',
          location: 'http://127.0.0.1/files',
          status: 'Uploaded',
          since: '2026-01-01T10:00:00Z',
          failedAttempts: 0,
          retriesLeft: 0,
          bytes: 12_345,
          detail: null,
        },
        log: null,
      }),
    });
    const certificate = await screen.findByRole('row', { name: /CN=Root/ });
    expect(certificate.textContent).toContain('CentralSystemRoot, in use');
    expect(certificate.textContent).toContain('expired');
    const lasting = screen.getByRole('row', { name: /CN=Maker/ });
    expect(lasting.textContent).toMatch(/2999 in \d+ years/);
    expect(lasting.textContent).toContain('serial 12345678…1234');
    expect(within(lasting).getByText('cdcdcdcd…cdcd').title).toBe('cd'.repeat(32));
    expect(within(lasting).getByRole('button', { name: 'Delete CN=Maker' })).toBeTruthy();
    const connection = await screen.findByRole('region', { name: 'Connection' });
    expect(connection.textContent).toContain('2, TLS, password on trial; back to 1');
    expect(connection.textContent).toContain('Passwordset');
    const events = await screen.findByRole('region', { name: 'Security events' });
    const [, first, second] = within(events).getAllByRole('row');
    expect(first?.textContent).toContain('InvalidMessages');
    expect(second?.textContent).toContain('critical');
    const firmware = await screen.findByRole('region', { name: 'Firmware' });
    expect(within(firmware).getByRole('listitem', { current: 'step' }).textContent).toBe('Download');
    expect(firmware.textContent).toContain('1, 2 left');
    const statuses = within(firmware).getByRole('list', { name: 'Statuses for the CSMS' });
    expect(statuses.textContent).toContain('Downloading');
    expect(screen.getByRole('region', { name: 'Uploads' }).textContent).toContain('12.3 kB');
  });

  it('say what failed, each part by itself', async () => {
    renderPage('/chargers/CP001?tab=security', [charger('CP001')], {
      ...routes,
      'GET /chargers/CP001/firmware': () => new Answer(500, { detail: 'The disk is full.' }),
    });
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
    expect(await screen.findByRole('heading', { name: 'No certificate is installed' })).toBeTruthy();
  });

  it('cannot call a charger that another CSMS has, and says so', async () => {
    renderPage(
      '/chargers/CP001?tab=security',
      [charger('CP001', { effectiveCsmsUrl: 'ws://elsewhere' })],
      routes,
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'GetDiagnostics' }));
    const panel = await screen.findByRole('complementary', { name: 'CSMS call' });
    expect((await within(panel).findByText(/has not connected to the embedded CSMS/)).textContent).toContain(
      'ws://elsewhere',
    );
  });
});
