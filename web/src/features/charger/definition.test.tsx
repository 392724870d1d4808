import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, charging, renderPage } from '../../test/fakes';

vi.mock('./PowerChart', () => ({ default: () => <div>chart</div> }));

afterEach(() => void vi.unstubAllGlobals());

const choose = async (item: string) => {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'More for CP001' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  return { user, dialog: await screen.findByRole('dialog') };
};

describe('editing a charger', () => {
  it('sends what has changed, and shows a refusal at its field', async () => {
    const before = charger('CP001', { csmsUrl: 'ws://old/ocpp' });
    const { received, routes } = renderPage('/chargers/CP001', [before], {
      'PATCH /chargers/CP001': () =>
        new Answer(422, { detail: 'The charger is not valid.', errors: { csmsUrl: ['has no host'] } }),
    });
    const { user, dialog } = await choose('Edit…');
    const save = within(dialog).getByRole('button', { name: 'Save' }) as HTMLButtonElement;
    expect(save.disabled).toBe(true);
    const address = within(dialog).getByRole('textbox', { name: 'CSMS address' }) as HTMLInputElement;
    expect(address.value).toBe('ws://old/ocpp');
    await user.clear(address);
    await user.type(address, 'ws://new');
    await user.click(within(dialog).getByRole('checkbox', { name: /^BootNotification/ }));
    await user.click(save);
    expect(await within(dialog).findByText('has no host')).toBeTruthy();
    expect(received.at(-1)).toMatchObject({
      method: 'PATCH',
      body: { csmsUrl: 'ws://new', bootOnReconnect: true },
    });
    routes['PATCH /chargers/CP001'] = () => ({ ...before, csmsUrl: 'ws://new' });
    await user.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('shows a conflict in the words of the server', async () => {
    renderPage('/chargers/CP001', [charger('CP001', { evses: [charging()] })], {
      'PATCH /chargers/CP001': () => new Answer(409, { detail: 'A transaction is running at EVSE 1.' }),
    });
    const { user, dialog } = await choose('Edit…');
    expect(dialog.textContent).toContain('stop it before you save');
    await user.type(within(dialog).getByRole('textbox', { name: 'Model' }), 'X');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('running at EVSE 1');
  });
});

describe('deleting a charger', () => {
  it('says what is lost, asks, and goes back to the list', async () => {
    const busy = charger('CP001', { evses: [charging()], queuedMessages: 3 });
    const { received, router } = renderPage('/chargers/CP001', [busy], {
      'DELETE /chargers/CP001': () => new Answer(204),
    });
    const { user, dialog } = await choose('Delete…');
    expect(dialog.textContent).toContain('its running transaction ended');
    expect(dialog.textContent).toContain('3 transaction messages that the CSMS has not received');
    expect(dialog.textContent).toContain('125.0kWh');
    expect(received.some((call) => call.method === 'DELETE')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/chargers'));
  });
});
