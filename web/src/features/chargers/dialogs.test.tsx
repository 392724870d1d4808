import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyForm, toRequest } from '../../components/charger/chargerForm';
import { Answer, charger, renderPage } from '../../test/fakes';

afterEach(() => void vi.unstubAllGlobals());

describe('a new charger', () => {
  it('is checked before it is sent', async () => {
    const { received } = renderPage('/chargers', [charger('CP001')]);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'New charger' }));
    const dialog = await screen.findByRole('dialog');
    const create = within(dialog).getByRole('button', { name: 'Create and start' });
    await user.click(create);
    expect(await within(dialog).findByText('An id is needed.')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: 'Id' }), 'A/B');
    await user.type(within(dialog).getByRole('textbox', { name: 'CSMS address' }), 'http://x');
    await user.click(create);
    expect(await within(dialog).findByText(/^Printable ASCII/)).toBeTruthy();
    expect(within(dialog).getByText('Starts with ws:// or wss://')).toBeTruthy();
    expect(received.some((call) => call.method === 'POST')).toBe(false);
  });

  it('becomes what the API takes', () => {
    const request = toRequest({
      ...emptyForm,
      id: 'A',
      evses: [
        { kind: 'ac1', maxPowerKw: 7.4 },
        { kind: 'ccs', maxPowerKw: '150' },
      ],
    });
    expect(request).toMatchObject({
      id: 'A',
      evses: [
        { id: 1, currentType: 'AC', phases: 1, maxPowerW: 7400, cable: 'socket' },
        { id: 2, currentType: 'DC', connectorType: 'CCS2', maxPowerW: 150_000, cable: 'fixed' },
      ],
    });
    expect(request).not.toHaveProperty('csmsUrl');
  });

  it('is created, started and opened; a refusal is shown at its field', async () => {
    const { received, routes, router } = renderPage('/chargers', [charger('CP001')], {
      'POST /chargers': () =>
        new Answer(422, { detail: 'The charger is not valid.', errors: { id: ['exists already'] } }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'New charger' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Id' }), 'CP777');
    await user.click(within(dialog).getByRole('button', { name: 'Create and start' }));
    expect(await within(dialog).findByText('exists already')).toBeTruthy();
    routes['POST /chargers'] = () => charger('CP777');
    routes['POST /chargers/CP777/start'] = () => charger('CP777');
    await user.click(within(dialog).getByRole('button', { name: 'Create and start' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/chargers/CP777'));
    expect(received.map((call) => `${call.method} ${call.path}`)).toContain('POST /chargers/CP777/start');
  });
});
