import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, renderPage } from '../../test/fakes';

afterEach(() => void vi.unstubAllGlobals());

const car = (id: string, change = {}) => ({
  id,
  locationId: 'depot',
  idTag: `TAG-${id}`,
  model: 'Zoe',
  batteryWh: 52_000,
  socPercent: 30,
  maxAcPowerW: 22_000,
  maxDcPowerW: 0,
  phases: 3,
  taperFromPercent: 80,
  chargeLimitPercent: 100,
  batteryTemperatureC: 20,
  pluggedInAt: null,
  ...change,
});

describe('the vehicles', () => {
  it('are listed with where they are, searched by the address, and deleted together', async () => {
    const { received, router } = renderPage('/vehicles?q=zoe', [], {
      'GET /vehicles': () => [
        car('EV1', { pluggedInAt: { chargerId: 'CP7', evseId: 2, socPercent: 40 } }),
        car('EV2'),
        car('EV3', { model: 'Mule' }),
      ],
      'POST /vehicles/delete': () => ({ deleted: 2 }),
    });
    const user = userEvent.setup();
    const link = await screen.findByRole('link', { name: 'CP7 #2' });
    expect(link.getAttribute('href')).toBe('/ui/chargers/CP7');
    expect(screen.queryByText('EV3')).toBeNull();
    await user.click(screen.getByRole('button', { name: /^Battery/ }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ q: 'zoe', sort: 'battery' }));
    await user.click(screen.getByLabelText('Select all vehicles that match'));
    await user.click(within(screen.getByRole('toolbar')).getByRole('button', { name: 'Delete' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(received.find(({ path }) => path === '/vehicles/delete')?.body).toEqual({ ids: ['EV1', 'EV2'] }),
    );
  });

  it('are fetched again when the hub says that they have changed', async () => {
    let cars = [car('EV1')];
    const { hub } = renderPage('/vehicles', [], { 'GET /vehicles': () => cars });
    await screen.findByText('EV1');
    hub.send('data', { seq: 1, locations: 1, vehicles: 1 });
    cars = [car('EV1'), car('EV9')];
    hub.send('data', { seq: 2, locations: 1, vehicles: 2 });
    expect(await screen.findByText('EV9')).toBeTruthy();
  });

  it('say what to do when there are none', async () => {
    renderPage('/vehicles', [], {});
    expect(await screen.findByText('No vehicles here yet')).toBeTruthy();
  });

  it('show what the server refuses beside the field', async () => {
    renderPage('/vehicles', [], {
      'POST /vehicles': () => new Answer(422, { detail: 'Not valid.', errors: { batteryWh: ['too small'] } }),
    });
    const user = userEvent.setup();
    await user.click((await screen.findAllByRole('button', { name: 'New vehicle' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await within(dialog).findByText('A tag is needed.')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: 'Id' }), 'EV1');
    await user.type(within(dialog).getByRole('textbox', { name: 'Tag' }), 'T1');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await within(dialog).findByText('too small')).toBeTruthy();
  });
});
