import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../../test/fakes';
import { storeName } from './storeName';

afterEach(() => void vi.unstubAllGlobals());

const certificate = (subject: string) => ({
  subject,
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2046-01-01T00:00:00Z',
  sha256: 'ab'.repeat(32),
  pem: `PEM of ${subject}`,
});
const file = (name: string, modifiedAt: string) => ({ name, size: 1200, modifiedAt });
const learnt = (chargePointId: string, securityProfile: number | null) => ({
  chargePointId,
  security: { securityProfile, nextSecurityProfile: 3, passwordKnown: true, nextPasswordKnown: false },
});

const routes = () => {
  let files = [file('old.bin', '2026-01-01T00:00:00Z'), file('new.bin', '2026-02-01T00:00:00Z')];
  let security = [learnt('CP7', 2)];
  return {
    'GET /csms/addresses': () => ({ url: 'ws://127.0.0.1:80/ocpp', secureUrl: 'wss://127.0.0.1:8443/ocpp' }),
    'GET /csms/files': () => files,
    'PUT /csms/files/new-1.bin': () => {
      const made = file('new-1.bin', '2026-03-01T00:00:00Z');
      files = [...files, made];
      return new Answer(201, made);
    },
    'DELETE /csms/files/old.bin': () => {
      files = files.filter(({ name }) => name !== 'old.bin');
      return new Answer(204);
    },
    'GET /csms/ca': () => ({
      root: certificate('CN=root'),
      chargePoints: certificate('CN=issuer'),
      manufacturer: certificate('CN=maker'),
      automatic: true,
    }),
    'PUT /csms/ca/signing': () => new Answer(204),
    'POST /csms/ca/firmware-signatures': () => ({
      algorithm: 'rsa-pss',
      sha256: 'cd',
      signature: 'c2lnbmVk',
      signingCertificate: 'SIGNER',
    }),
    'GET /csms/security': () => security,
    'DELETE /csms/chargers/CP7/security': () => {
      security = [];
      return new Answer(204);
    },
  };
};

const open = (changed: Record<string, () => unknown> = {}) => ({
  user: userEvent.setup(),
  ...renderPage('/csms?view=files', [charger('CP001')], { ...routes(), ...changed }),
});
const region = (name: string) => screen.findByRole('region', { name });

describe('the files of the embedded CSMS', () => {
  it('are listed, the newest first, uploaded under a name that the store takes, and deleted when that is confirmed', async () => {
    const { user, received } = open();
    const files = within(await region('Files'));
    const names = async () => (await files.findAllByRole('link')).map(({ textContent }) => textContent);
    expect(await names()).toEqual(['new.bin', 'old.bin']);
    expect(files.getByRole('link', { name: 'new.bin' }).getAttribute('href')).toBe('/csms/files/new.bin');

    await user.upload(screen.getByLabelText('File to upload'), new File(['firmware'], 'new 1.bin'));
    await waitFor(async () => expect(await names()).toEqual(['new-1.bin', 'new.bin', 'old.bin']));
    expect(received.find(({ method }) => method === 'PUT')).toMatchObject({ path: '/csms/files/new-1.bin' });

    await user.click(files.getByRole('button', { name: 'Delete old.bin' }));
    expect(received.some(({ method }) => method === 'DELETE')).toBe(false);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(async () => expect(await names()).toEqual(['new-1.bin', 'new.bin']));

    await user.type(files.getByRole('searchbox', { name: 'Search files' }), '-1');
    expect(await names()).toEqual(['new-1.bin']);
  });

  it('are replaced only when that is confirmed, and a refusal is told in the words of the server', async () => {
    const {
      user,
      received,
      routes: api,
    } = open({
      'PUT /csms/files/new.bin': () => new Answer(413, { detail: 'A file has at most 5 bytes.' }),
    });
    await screen.findByRole('link', { name: 'new.bin' });
    await user.upload(screen.getByLabelText('File to upload'), new File(['x'], 'new.bin'));
    const question = within(await screen.findByRole('dialog', { name: /Replace new.bin/ }));
    await user.click(question.getByRole('button', { name: 'Cancel' }));
    expect(received.some(({ method }) => method === 'PUT')).toBe(false);

    await user.upload(screen.getByLabelText('File to upload'), new File(['x'], 'new.bin'));
    await user.click(await screen.findByRole('button', { name: 'Replace' }));
    expect(await screen.findByText(/at most 5 bytes/)).toBeTruthy();
    expect(api['GET /csms/files']).toBeTruthy();
  });

  it('are signed with the algorithm that was chosen', async () => {
    const { user, received } = open();
    await user.click(await screen.findByRole('button', { name: 'Sign new.bin' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('combobox', { name: 'Algorithm' }));
    await user.click(await screen.findByRole('option', { name: /RSA-PSS/ }));
    await user.click(dialog.getByRole('button', { name: 'Sign' }));
    expect(await dialog.findByText('c2lnbmVk')).toBeTruthy();
    expect(dialog.getByText('SIGNER')).toBeTruthy();
    expect(received.at(-1)?.body).toEqual({ file: 'new.bin', algorithm: 'rsa-pss' });
  });

  it('say what to do when there is none, and when they cannot be loaded', async () => {
    const { user, routes: api } = open({
      'GET /csms/files': () => new Answer(503, { detail: 'The disk is full.' }),
    });
    const files = within(await region('Files'));
    expect((await files.findByRole('alert')).textContent).toContain('The disk is full.');
    api['GET /csms/files'] = () => [];
    await user.click(files.getByRole('button', { name: 'Try again' }));
    expect(await files.findByText('There is no file')).toBeTruthy();
    expect(files.getByRole('button', { name: 'Upload a file…' })).toBeTruthy();
  });

  it.each([
    ['fw 1.2 (final).bin', 'fw-1.2-final-.bin'],
    ['Zürich.bin', 'Zurich.bin'],
    ['../.hidden', 'hidden'],
    ['日本', 'file'],
    [`${'x'.repeat(120)}.bin`, `${'x'.repeat(96)}.bin`],
  ])('take %s as %s', (name, stored) => expect(storeName(name)).toBe(stored));
});

describe('what secured connections need', () => {
  it('is named: both addresses, and the certificates to download', async () => {
    const { user, received } = open();
    expect(await within(await region('Addresses')).findByText('wss://127.0.0.1:8443/ocpp/{id}')).toBeTruthy();
    const authority = within(await region('Certificate authority'));
    const root = await authority.findByRole('link', { name: 'Download the CentralSystemRoot' });
    expect(root.getAttribute('href')).toBe('/csms/ca/root.pem');
    expect(root.hasAttribute('download')).toBe(true);
    await user.click(authority.getByRole('checkbox', { name: /Sign what chargers ask for/ }));
    await waitFor(() =>
      expect(received.find(({ path }) => path === '/csms/ca/signing')?.body).toEqual({ automatic: false }),
    );
  });

  it('is forgotten again for a charge point when that is confirmed', async () => {
    const { user } = open();
    const security = within(await region('Learnt security'));
    expect((await security.findByRole('row', { name: /CP7/ })).textContent).toContain('2, TLS, password');
    await user.click(security.getByRole('button', { name: 'Reset what was learnt of CP7' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Reset' }));
    expect(await security.findByText('Everybody may come as the settings say')).toBeTruthy();
  });
});

describe('a firmware call', () => {
  const string = { type: 'string', maxLength: 5000 };
  const csms = {
    'GET /csms/chargers/CP001': () => ({ id: 'CP001', online: true, connectors: [], queuedCalls: 0 }),
    'GET /csms/sessions': () => [],
    'GET /csms/actions': () => [
      {
        name: 'SignedUpdateFirmware',
        profile: 'Security',
        request: {
          type: 'object',
          required: ['firmware'],
          properties: {
            firmware: {
              type: 'object',
              required: ['location', 'signature', 'signingCertificate'],
              properties: { location: string, signature: string, signingCertificate: string },
            },
          },
        },
        example: { firmware: { location: `${location.origin}/csms/files/firmware.bin`, kept: 1 } },
      },
      {
        name: 'UpdateFirmware',
        profile: 'FirmwareManagement',
        request: { type: 'object', required: ['location'], properties: { location: string } },
        example: { location: `${location.origin}/csms/files/firmware.bin` },
      },
    ],
  };
  const panel = async (action: string, changed = {}) => {
    const page = renderPage(`/chargers/CP001?tab=access&call=${action}`, [charger('CP001')], {
      ...routes(),
      ...csms,
      ...changed,
    });
    return { ...page, user: userEvent.setup() };
  };

  it('takes a file of the store and its signature', async () => {
    const { user, received } = await panel('SignedUpdateFirmware', {
      'POST /csms/chargers/CP001/calls': () => ({
        messageId: 'm',
        status: 'result',
        payload: { status: 'Accepted' },
        roundTripMs: 8,
      }),
    });
    await user.click(await screen.findByRole('combobox', { name: 'Choose a file and sign it' }));
    await user.click(await screen.findByRole('option', { name: 'new.bin' }));
    expect(await screen.findByText(/new.bin is signed/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send SignedUpdateFirmware' }));
    await waitFor(() =>
      expect(received.find(({ path }) => path.endsWith('/calls'))?.body).toEqual({
        action: 'SignedUpdateFirmware',
        payload: {
          firmware: {
            kept: 1,
            location: `${location.origin}/csms/files/new.bin`,
            signature: 'c2lnbmVk',
            signingCertificate: 'SIGNER',
          },
        },
      }),
    );
  });

  it('is not filled in when the file cannot be signed', async () => {
    const { user } = await panel('SignedUpdateFirmware', {
      'POST /csms/ca/firmware-signatures': () => new Answer(404, { detail: "There is no file 'new.bin'" }),
    });
    await user.click(await screen.findByRole('combobox', { name: 'Choose a file and sign it' }));
    await user.click(await screen.findByRole('option', { name: 'new.bin' }));
    expect(await screen.findByText(/could not be signed: There is no file 'new.bin'/)).toBeTruthy();
    expect((screen.getByRole('textbox', { name: 'signature' }) as HTMLTextAreaElement).value).toBe('');
  });

  it('takes a file that is uploaded on the way, unsigned', async () => {
    const { user, received } = await panel('UpdateFirmware');
    const place = (await screen.findByRole('textbox', { name: 'location' })) as HTMLTextAreaElement;
    expect(place.value).toContain('/csms/files/firmware.bin');
    await screen.findByRole('combobox', { name: 'Choose a file' });
    await user.upload(screen.getByLabelText('File to upload'), new File(['x'], 'new 1.bin'));
    await waitFor(() => expect(place.value).toBe(`${location.origin}/csms/files/new-1.bin`));
    expect(received.some(({ path }) => path.endsWith('firmware-signatures'))).toBe(false);
  });
});
