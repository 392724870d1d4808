import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../test/fakes';
import { entry, runStatus, scenario } from '../../test/scenarioFakes';

afterEach(() => void vi.unstubAllGlobals());

const location = { id: 'depot', name: 'Depot Nord', state: 'active', chargerCount: 2 };
const routes = {
  'GET /locations': () => [location],
  'GET /scenarios/list': () => [scenario(), scenario({ name: 'mine', title: 'Mine', builtIn: false })],
  'GET /scenarios/status': () => runStatus({ running: false, runId: null, startedAt: null }),
};

const pulse = (running: boolean) => ({
  seq: 1,
  time: '2026-01-01T10:00:00Z',
  locationId: 'depot',
  locationName: 'Depot Nord',
  total: 2,
  running: 2,
  connected: 2,
  charging: 0,
  powerW: 0,
  messagesPerSecond: 0,
  statuses: {},
  scenario: running
    ? {
        runId: 'run-1',
        name: 'normal_charge',
        title: 'Normal charging',
        elapsedSeconds: 65,
        durationSeconds: 600,
      }
    : null,
});

describe('the scenarios', () => {
  it('are run with what the form says; what the server refuses stands at its field', async () => {
    const user = userEvent.setup();
    const {
      received,
      routes: api,
      router,
    } = renderPage('/scenarios?scenario=normal_charge&seed=5', [charger('CP001')], {
      ...routes,
      'POST /scenarios/run': () =>
        new Answer(422, { detail: 'Not valid.', errors: { 'parameters.stayMinutes': ['is too long'] } }),
    });
    const stay = await screen.findByRole('textbox', { name: 'Stay' });
    await user.clear(stay);
    expect(screen.getByText('is missing')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Run' }).disabled).toBe(true);
    await user.type(stay, '30');
    await user.click(screen.getByRole('button', { name: '1 min' }));
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByText('is too long')).toBeTruthy();
    expect(received.findLast(({ path }) => path === '/scenarios/run')?.body).toEqual({
      scenario: 'normal_charge',
      seed: 5,
      durationSeconds: 60,
      parameters: { stayMinutes: 30 },
    });
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ duration: 60, with: { stayMinutes: 30 } }),
    );

    api['POST /scenarios/run'] = () => runStatus();
    api['GET /scenarios/status'] = () => runStatus();
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByText('Running')).toBeTruthy();
    expect(router.state.location.search).toMatchObject({ show: 'run', scenario: 'normal_charge', seed: 5 });
  });

  it('have a fresh seed at hand, and another form for each card', async () => {
    const user = userEvent.setup();
    const { router } = renderPage('/scenarios', [charger('CP001')], routes);
    await user.click(await screen.findByRole('button', { name: 'Draw a new seed' }));
    const seed = screen.getByRole<HTMLInputElement>('textbox', { name: 'Seed' }).value;
    expect(seed).toMatch(/^\d+$/);
    await waitFor(() => expect(router.state.location.search).toMatchObject({ seed: Number(seed) }));
    await user.click(screen.getByRole('button', { name: /Mine/ }));
    expect(await screen.findByRole('heading', { name: 'Mine' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Seed' }).value).toBe('');
  });

  it('say what to do in a location without chargers, and when nothing has run', async () => {
    const { router } = renderPage('/scenarios', [], {
      ...routes,
      'GET /locations': () => [{ ...location, chargerCount: 0 }],
    });
    expect(await screen.findByText('No chargers in Depot Nord yet')).toBeTruthy();
    await act(() => router.navigate({ to: '/scenarios', search: { show: 'run' } }));
    expect(await screen.findByText('Nothing has run in Depot Nord yet')).toBeTruthy();
  });
});

describe('a run', () => {
  it('fills as it goes on, is filtered, and stays when it is over', async () => {
    const { hub, router } = renderPage('/scenarios?show=run', [charger('CP001')], {
      ...routes,
      'GET /scenarios/status': ({ query }) =>
        runStatus({
          timelineTotal: 1,
          timeline: query.get('after') === '0' ? [entry(1, { kind: 'plug-in', origin: 'plan' })] : [],
        }),
    });
    const list = await screen.findByRole('log', { name: 'Entries of the timeline' });
    expect(await within(list).findByText('plug in')).toBeTruthy();
    await waitFor(() => expect(hub.invoked).toContainEqual(['Subscribe', 'scenario:depot']));
    act(() =>
      hub.send('scenario', {
        seq: 1,
        status: runStatus({
          running: false,
          endReason: 'stopped',
          refusedActs: 1,
          timelineTotal: 2,
          timeline: [entry(2, { kind: 'refused', chargerId: 'CP002', detail: 'plug-in: a car is there' })],
        }),
      }),
    );
    expect(await within(list).findByText('plug-in: a car is there')).toBeTruthy();
    expect(screen.getByText('Stopped')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Run again with this seed' })).toBeTruthy();
    expect(screen.getByText('2 entries')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'CP001' }).getAttribute('href')).toBe('/ui/chargers/CP001');
    fireEvent.click(screen.getByRole('button', { name: '1 refused' }));
    expect(await screen.findByText('1 of 2 entries')).toBeTruthy();
    expect(within(list).queryByText('plug in')).toBeNull();
    expect(router.state.location.search).toMatchObject({ about: 'problem' });
  });

  it('is in the top bar of every view, and is stopped there after a question', async () => {
    const user = userEvent.setup();
    const { hub, received } = renderPage('/chargers', [charger('CP001')], {
      ...routes,
      'POST /scenarios/stop': () => runStatus({ running: false, endReason: 'stopped' }),
    });
    await waitFor(() => expect(hub.invoked).toContainEqual(['Subscribe', 'fleet']));
    act(() => hub.send('fleet', pulse(true)));
    const running = await screen.findByRole('region', { name: 'Running scenario' });
    expect(running.textContent).toContain('1:05 / 10:00');
    await user.click(within(running).getByRole('button', { name: 'Stop Normal charging' }));
    await user.click(await screen.findByRole('button', { name: 'Stop the run' }));
    await waitFor(() =>
      expect(received.find(({ path }) => path === '/scenarios/stop')?.query.get('locationId')).toBe('depot'),
    );
    act(() => hub.send('fleet', { ...pulse(false), seq: 2 }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Running scenario' })).toBeNull());
  });
});
