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
    await user.click(within(dialog).getByRole('checkbox', { name: /^Resume/ }));
    await user.click(within(dialog).getByRole('checkbox', { name: 'Backup power' }));
    await user.click(save);
    expect(await within(dialog).findByText('has no host')).toBeTruthy();
    expect(received.at(-1)).toMatchObject({
      method: 'PATCH',
      body: { csmsUrl: 'ws://new', bootOnReconnect: true, backupPower: true, resumeAfterPowerLoss: false },
    });
    routes['PATCH /chargers/CP001'] = () => ({ ...before, csmsUrl: 'ws://new' });
    await user.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('writes the password without showing it, and sets profile and quirks; the server says what does not go together', async () => {
    const before = charger('CP001', { quirks: ['celsius-spelling'] });
    const { received, routes } = renderPage('/chargers/CP001', [before], {
      'GET /chargers/CP001/security': () => ({ profile: 0, passwordSet: true, tls: false }),
      'GET /quirks': () => [
        { name: 'celsius-spelling', summary: 'unit Celsius' },
        { name: 'power-in-kilowatts', summary: 'active power in kW' },
      ],
      'PATCH /chargers/CP001': () =>
        new Answer(422, {
          detail: 'The charger is not valid.',
          errors: {
            securityProfile: ['needs a root'],
            password: ['is not the one'],
            'quirks[1]': ['cannot be'],
          },
        }),
    });
    const { user, dialog } = await choose('Edit…');
    const form = within(dialog);
    const password = (await form.findByPlaceholderText('Set; left empty it stays')) as HTMLInputElement;
    expect(password.value).toBe('');
    expect(password.type).toBe('password');
    await user.click(form.getByRole('combobox', { name: 'Security profile' }));
    await user.click(await screen.findByRole('option', { name: '2, TLS, password' }));
    await user.type(password, 'secret');
    const other = await form.findByRole('checkbox', { name: 'power-in-kilowatts' });
    expect((form.getByRole('checkbox', { name: 'celsius-spelling' }) as HTMLInputElement).checked).toBe(true);
    await user.click(other);
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(await form.findByText('32 to 40 hexadecimal digits.')).toBeTruthy();

    await user.click(form.getByRole('button', { name: 'Make a password' }));
    expect(password.value).toMatch(/^[0-9a-f]{40}$/);
    const made = password.value;
    await user.click(form.getByRole('button', { name: 'Save' }));
    for (const message of ['needs a root', 'is not the one', 'cannot be'])
      expect(await form.findByText(message)).toBeTruthy();
    expect(received.at(-1)?.body).toEqual({
      securityProfile: 2,
      password: made,
      quirks: ['celsius-spelling', 'power-in-kilowatts'],
    });

    routes['PATCH /chargers/CP001'] = () => before;
    await user.click(form.getByRole('checkbox', { name: 'Remove the password' }));
    expect(password.value).toBe('');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(received.findLast(({ method }) => method === 'PATCH')?.body).toMatchObject({ password: null });
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
