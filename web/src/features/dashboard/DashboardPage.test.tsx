import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { charger, charging, evse, renderPage } from '../../test/fakes';

// uPlot draws on a canvas, which jsdom has not.
vi.mock('./FleetPowerChart', () => ({ default: () => <div>chart</div> }));

afterEach(() => void vi.unstubAllGlobals());

describe('the dashboard', () => {
  it('shows states, running sessions and what needs a look, and asks for the power of what it shows', async () => {
    const { hub } = renderPage('/dashboard', [
      charger('CP001', { evses: [charging()] }),
      charger('CP002', { evses: [evse({ status: 'Faulted', errorCode: 'GroundFailure' })] }),
      charger('CP003'),
    ]);
    await waitFor(() => expect(hub.invoked).toContainEqual(['Subscribe', 'fleet']));
    act(() =>
      hub.send('fleet', {
        seq: 1,
        time: '2026-01-01T10:00:00Z',
        locationId: 'depot',
        locationName: 'Depot Nord',
        total: 3,
        running: 3,
        connected: 3,
        charging: 1,
        powerW: 10_890,
        messagesPerSecond: 2,
        statuses: { Charging: 1, Faulted: 1, Available: 1 },
      }),
    );
    const states = await screen.findByRole('region', { name: 'States' });
    expect(
      within(states)
        .getByRole('link', { name: /Charging/ })
        .getAttribute('href'),
    ).toContain('status=Charging');
    const sessions = screen.getByRole('region', { name: 'Sessions' });
    expect(await within(sessions).findByText('TAG1')).toBeTruthy();
    expect(within(sessions).queryByText(/CP003/)).toBeNull();
    expect(screen.getByRole('region', { name: 'Needs a look' }).textContent).toContain('CP002');
    await waitFor(() => expect(hub.invoked).toContainEqual(['WatchRows', ['CP001']]));
  });

  it('has the power from before it was opened, and that of another location once it is active', async () => {
    const history = (powerW: number) => () => [
      { time: '2026-01-01T09:45:00Z', powerW },
      { time: '2026-01-01T10:00:00Z', powerW: powerW + 1 },
    ];
    const { hub, live, routes } = renderPage('/dashboard', [charger('CP001')], {
      'GET /fleet/history': history(5),
    });
    await waitFor(() => expect(live.fleet.powerW).toEqual([5, 6]));
    const pulse = { time: '2026-01-01T10:00:10Z', total: 1, running: 1, connected: 1, charging: 0 };
    const send = (seq: number, locationId: string) =>
      act(() =>
        hub.send('fleet', {
          ...pulse,
          seq,
          locationId,
          locationName: locationId,
          powerW: 9,
          messagesPerSecond: 0,
          statuses: {},
        }),
      );
    send(1, 'depot');
    expect(live.fleet.powerW).toEqual([5, 6, 9]);
    routes['GET /fleet/history'] = history(70);
    send(2, 'other');
    await waitFor(() => expect(live.fleet.powerW).toEqual([70, 71, 9]));
  });
});
