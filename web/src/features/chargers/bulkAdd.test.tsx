import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../test/fakes';
import { emptyBulk, toBulk } from './bulkForm';

afterEach(() => void vi.unstubAllGlobals());

const model = {
  id: 'wall-22',
  description: 'A wall box.',
  vendor: 'Acme',
  model: 'Wall 22',
  firmwareVersion: '1.0.0',
  meterIntervalSeconds: 30,
  bootOnReconnect: false,
  backupPower: false,
  resumeAfterPowerLoss: true,
  quirks: [],
  evses: [
    {
      id: 1,
      currentType: 'AC',
      connectorType: 'Type2',
      maxPowerW: 22_000,
      phases: 3,
      voltageV: 230,
      cable: 'socket',
    },
  ],
  configuration: {},
};
const made = { created: 10, firstId: 'CP-001', lastId: 'CP-010', ids: [] };

async function open(answer: () => unknown) {
  const page = renderPage('/chargers', [charger('CP001')], {
    'GET /models': () => [model],
    'POST /chargers/bulk': answer,
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Add many' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(await dialog.findByRole('combobox', { name: 'Model' }));
  await user.click(await screen.findByRole('option', { name: /Acme Wall 22/ }));
  const sent = () => page.received.filter(({ path }) => path === '/chargers/bulk');
  return { user, dialog, sent };
}

describe('adding many chargers', () => {
  it('asks the server first, then creates exactly what was asked for', async () => {
    const { user, dialog, sent } = await open(() => made);
    expect(await dialog.findByText(/All of these ids are free/)).toBeTruthy();
    expect(dialog.getByRole('textbox', { name: 'Vendor' }).getAttribute('placeholder')).toBe('Acme');
    await user.type(dialog.getByRole('textbox', { name: 'Vendor' }), 'Umbra');
    await user.type(dialog.getByRole('textbox', { name: 'Meter values every' }), '5');
    await user.click(dialog.getByRole('checkbox', { name: 'Start them now' }));
    await user.click(dialog.getByRole('button', { name: 'Add 10' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const last = sent().at(-1);
    expect(last?.query.get('dryRun')).toBe('false');
    expect(last?.body).toEqual({
      model: 'wall-22',
      count: 10,
      idPattern: 'CP-{001}',
      start: false,
      overrides: { vendor: 'Umbra', meterIntervalSeconds: 5 },
    });
    expect(sent().filter(({ query }) => query.get('dryRun') === 'false')).toHaveLength(1);
  });

  it('says before what is in the way', async () => {
    const conflict = "There is a charger 'CP-003' already, in location 'depot'. Choose another idPattern.";
    const { dialog, sent } = await open(() => new Answer(409, { detail: conflict }));
    expect(await dialog.findByText(conflict)).toBeTruthy();
    expect(sent().map(({ query }) => query.get('dryRun'))).toEqual(['true']);
  });

  it('shows what the server refuses at the field that it is about', async () => {
    const errors = { 'overrides.vendor': ['has more than 20 characters'] };
    const { user, dialog } = await open(
      () => new Answer(422, { detail: 'The request is not valid.', errors }),
    );
    await user.type(dialog.getByRole('textbox', { name: 'Vendor' }), 'x'.repeat(21));
    await user.click(dialog.getByRole('button', { name: 'Add 10' }));
    await waitFor(() =>
      expect(dialog.getByRole('textbox', { name: 'Vendor' }).getAttribute('aria-invalid')).toBe('true'),
    );
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
});

describe('what is sent', () => {
  const form = { ...emptyBulk, model: 'wall-22' };

  it('has a password with the profiles that need one, and with no other', () => {
    const password = '0123456789abcdef0123456789ABCDEF';
    expect(toBulk({ ...form, securityProfile: '1' })).toBeNull();
    expect(toBulk({ ...form, securityProfile: '1', password })?.overrides).toEqual({
      securityProfile: 1,
      password,
    });
    expect(toBulk({ ...form, securityProfile: '3', password })?.overrides).toEqual({ securityProfile: 3 });
  });

  it('is nothing while there is something to mend', () => {
    expect(toBulk(emptyBulk)).toBeNull();
    expect(toBulk({ ...form, count: 0 })).toBeNull();
    expect(toBulk({ ...form, count: 10_001 })).toBeNull();
    expect(toBulk({ ...form, idPattern: 'CP' })).toBeNull();
    expect(toBulk({ ...form, csmsUrl: 'http://x' })).toBeNull();
    expect(toBulk(form)).toEqual({ model: 'wall-22', count: 10, idPattern: 'CP-{001}', start: true });
  });
});
