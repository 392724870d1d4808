import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../test/fakes';

afterEach(() => void vi.unstubAllGlobals());

const place = (id: string, name: string, change = {}) => ({
  id,
  name,
  address: null,
  latitude: null,
  longitude: null,
  timeZone: 'UTC',
  csmsUrl: null,
  gridLimitW: null,
  loadManagement: false,
  durableLog: false,
  durableLogProblem: null,
  powerW: 0,
  phaseCurrentsA: [0, 0, 0],
  overloaded: false,
  pausedEvses: 0,
  state: 'idle',
  chargerCount: 2,
  runningCount: 2,
  connectedCount: 0,
  vehicleCount: 1,
  ...change,
});
const both = () => [place('depot', 'Depot', { state: 'active', connectedCount: 2 }), place('hub', 'Hub')];

describe('the locations', () => {
  it('are listed, and one with chargers is deleted only by its name', async () => {
    const { received } = renderPage('/locations', [], {
      'GET /locations': both,
      'DELETE /locations/hub': () => new Answer(204),
    });
    const user = userEvent.setup();
    const row = await screen.findByRole('row', { name: /Hub/ });
    expect(row.textContent).toContain('0 / 2 / 2');
    await user.click(within(row).getByRole('button', { name: 'More for Hub' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('2 chargers and 1 vehicle go with it');
    const remove = within(dialog).getByRole('button', { name: 'Delete' }) as HTMLButtonElement;
    expect(remove.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox'), 'Hub');
    await user.click(remove);
    await waitFor(() => expect(received.some(({ method }) => method === 'DELETE')).toBe(true));
  });

  it('have the focus where it was when a dialog has gone', async () => {
    renderPage('/locations', [], { 'GET /locations': both });
    const user = userEvent.setup();
    const button = await screen.findByRole('button', { name: 'New location' });
    button.focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('take what is wrong with a field from the server', async () => {
    renderPage('/locations', [], {
      'GET /locations': both,
      'POST /locations': () => new Answer(422, { detail: 'Not valid.', errors: { gridLimitW: ['too low'] } }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'New location' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Annex');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await within(dialog).findByText('too low')).toBeTruthy();
  });

  it('get chargers by selection, and say why the server refuses', async () => {
    const { received } = renderPage('/locations?assign=hub', [charger('CP001'), charger('CP002')], {
      'GET /locations': both,
      'POST /locations/hub/assign': () => new Answer(409, { detail: 'CP002 has a running transaction.' }),
    });
    const user = userEvent.setup();
    const dialog = await screen.findByRole('dialog');
    await user.click(await within(dialog).findByLabelText('Select CP002'));
    await user.click(within(dialog).getByRole('button', { name: 'Move 1 charger' }));
    expect(await within(dialog).findByText('CP002 has a running transaction.')).toBeTruthy();
    expect(received.find(({ path }) => path.endsWith('/assign'))?.body).toEqual({
      chargerIds: ['CP002'],
      vehicleIds: [],
    });
  });

  it('say when they cannot be loaded', async () => {
    renderPage('/locations', [], {
      'GET /locations': () => new Answer(503, { detail: 'The database is locked.' }),
    });
    expect(await screen.findByText('The database is locked.')).toBeTruthy();
  });
});
