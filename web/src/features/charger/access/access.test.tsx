import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { charger, renderPage } from '../../../test/fakes';

afterEach(() => void vi.unstubAllGlobals());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('who may charge', () => {
  it('says what to do when nothing is reserved or listed', async () => {
    renderPage('/chargers/CP001?tab=access', [charger('CP001')], {
      'GET /chargers/CP001/reservations': () => [],
      'GET /chargers/CP001/local-list': () => ({ version: 0, inUse: false, entries: [] }),
    });
    expect(await screen.findByRole('heading', { name: 'Nothing is reserved' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'ReserveNow' })).toBeTruthy();
    expect(await screen.findByRole('heading', { name: 'The list is empty' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'SendLocalList' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Enable the list' })).toBeTruthy();
  });

  it('shows reservations with the time left, and cancels one by a call filled in', async () => {
    const { router } = renderPage('/chargers/CP001?tab=access', [charger('CP001')], {
      'GET /chargers/CP001/reservations': () => [
        { reservationId: 4, connectorId: 1, idTag: 'TAG1', parentIdTag: 'FLEET', expiryDate: inMinutes(10) },
        { reservationId: 5, connectorId: 0, idTag: 'TAG2', parentIdTag: null, expiryDate: inMinutes(-1) },
      ],
      'GET /chargers/CP001/local-list': () => ({ version: 0, inUse: true, entries: [] }),
    });
    const first = await screen.findByRole('row', { name: /TAG1/ });
    expect(first.textContent).toMatch(/EVSE 1.*FLEET.*(9:5\d|10:00)/);
    expect(screen.getByRole('row', { name: /TAG2/ }).textContent).toMatch(/any that is free.*expired/);
    await userEvent.setup().click(within(first).getByRole('button', { name: 'Cancel reservation 4' }));
    expect(router.state.location.search).toMatchObject({
      call: 'CancelReservation',
      payload: { reservationId: 4 },
    });
  });

  it('searches the list, and keeps a long one short', async () => {
    const entries = Array.from({ length: 250 }, (_, i) => ({
      idTag: `TAG${i}`,
      status: i === 7 ? 'Blocked' : 'Accepted',
      expiryDate: null,
      parentIdTag: null,
    }));
    const { router } = renderPage('/chargers/CP001?tab=access', [charger('CP001')], {
      'GET /chargers/CP001/reservations': () => [],
      'GET /chargers/CP001/local-list': () => ({ version: 12, inUse: true, entries }),
    });
    const list = await screen.findByRole('region', { name: 'Local authorization list' });
    expect(await within(list).findByText('version 12, 250 tags')).toBeTruthy();
    expect(within(list).getByText(/^50 more/)).toBeTruthy();
    await userEvent.setup().type(screen.getByRole('searchbox', { name: 'Search the list' }), 'blocked');
    expect(await within(list).findByText('version 12, 1 of 250 tags')).toBeTruthy();
    expect(within(list).getAllByRole('row')).toHaveLength(2);
    expect(router.state.location.search).toMatchObject({ q: 'blocked' });
  });
});
