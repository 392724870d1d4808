import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, renderPage } from '../../test/fakes';
import { fakeUploads } from '../../test/fakeUploads';

afterEach(() => void vi.unstubAllGlobals());

const locations = [
  { id: 'depot', name: 'Depot', state: 'active', chargerCount: 12, connectedCount: 10, vehicleCount: 20 },
  { id: 'hub', name: 'Hub', state: 'kept', chargerCount: 3, connectedCount: 2, vehicleCount: 0 },
];
const report = (change = {}) => ({
  createdAt: '2026-01-02T03:04:05Z',
  version: '0.1.0',
  locations: 1,
  chargers: 300,
  vehicles: 1,
  csms: true,
  unreadableSecrets: 0,
  ...change,
});
const show = (routes = {}) =>
  renderPage('/import', [], { 'GET /samples': () => [], 'GET /locations': () => locations, ...routes });

async function chooseBackup() {
  const sent = fakeUploads();
  const page = show();
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Restore…' }));
  const dialog = within(await screen.findByRole('dialog'));
  const replace = () => dialog.getByRole('button', { name: 'Replace everything' }) as HTMLButtonElement;
  expect(replace().disabled).toBe(true);
  await user.upload(dialog.getByLabelText('Backup to restore'), new File(['PK'], 'simulator.zip'));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ address: '/restore?dryRun=true', type: 'application/zip' });
  return { ...page, sent, user, dialog, replace };
}

describe('a restore', () => {
  it('says what it replaces before it does, and afterwards what there is', async () => {
    const { sent, user, dialog, replace } = await chooseBackup();
    sent[0]?.answer(200, report({ unreadableSecrets: 2 }));
    expect((await dialog.findByRole('row', { name: /^Chargers/ })).textContent).toBe('Chargers15300');
    expect(dialog.getByRole('row', { name: /^Vehicles/ }).textContent).toBe('Vehicles201');
    expect(
      dialog.getByText(/2 passwords, private keys and firmware states cannot be read here/),
    ).toBeTruthy();
    expect(dialog.getByText(/The 12 connected chargers are stopped/)).toBeTruthy();
    expect(sent).toHaveLength(1);
    await user.click(replace());
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.address).toBe('/restore?dryRun=false');
    await user.keyboard('{Escape}');
    expect((dialog.getByRole('button', { name: 'Cancel' }) as HTMLButtonElement).disabled).toBe(true);
    sent[1]?.answer(200, report());
    expect(await screen.findByText(/1 location, 300 chargers and 1 vehicle are there/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('of a file that is refused replaces nothing and says why; another one can be chosen', async () => {
    const { sent, user, dialog, replace } = await chooseBackup();
    sent[0]?.answer(422, { detail: 'backup is no ZIP archive', errors: { backup: ['is no ZIP archive'] } });
    expect(await dialog.findByText(/is no ZIP archive/)).toBeTruthy();
    expect(replace().disabled).toBe(true);
    await user.upload(dialog.getByLabelText('Backup to restore'), new File(['PK'], 'right.zip'));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(dialog.queryByText(/is no ZIP archive/)).toBeNull();
    sent[1]?.answer(200, report());
    await waitFor(() => expect(replace().disabled).toBe(false));
  });

  it('that the server could not do says why, and can be tried again', async () => {
    const { sent, user, dialog, replace } = await chooseBackup();
    sent[0]?.answer(200, report());
    await waitFor(() => expect(replace().disabled).toBe(false));
    await user.click(replace());
    await waitFor(() => expect(sent).toHaveLength(2));
    sent[1]?.answer(503, { detail: 'Nothing was changed: the disk is full.' });
    expect(await dialog.findByText('Nothing was changed: the disk is full.')).toBeTruthy();
    await user.click(replace());
    await waitFor(() => expect(sent).toHaveLength(3));
    sent[2]?.fail();
    expect(await dialog.findByText(/The simulator does not answer/)).toBeTruthy();
  });
});

describe('a backup', () => {
  it('is saved under the name that the server gives it', async () => {
    const saved: string[] = [];
    vi.stubGlobal(
      'URL',
      class extends URL {
        static override createObjectURL = () => 'blob:backup';
        static override revokeObjectURL = () => undefined;
      },
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(`${this.href} ${this.download}`);
    });
    show({
      'GET /backup': () =>
        new Answer(200, 'PK', {
          'Content-Disposition': 'attachment; filename=simulator-20260102-030405.zip',
        }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Download a backup' }));
    await waitFor(() => expect(saved).toEqual(['blob:backup simulator-20260102-030405.zip']));
    expect(await screen.findByText('simulator-20260102-030405.zip is made')).toBeTruthy();
  });

  it('that could not be made says why', async () => {
    show({ 'GET /backup': () => new Answer(503, { detail: 'The disk is full.' }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Download a backup' }));
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
  });
});
