import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunTruth, SessionTruth } from '../../../api/types';
import { Answer, charger, renderPage } from '../../../test/fakes';
import { runStatus } from '../../../test/scenarioFakes';

afterEach(() => void vi.unstubAllGlobals());

const session = (change: Partial<SessionTruth> = {}): SessionTruth => ({
  chargerId: 'CP001',
  evseId: 1,
  idTag: 'TAG1',
  startedAt: '2026-01-01T10:00:00Z',
  stoppedAt: '2026-01-01T10:10:00Z',
  meterStartWh: 0,
  meterStopWh: 1234.567,
  deliveredWh: 1234.567,
  verdict: 'complete',
  reason: null,
  wire: { transactionId: 17, start: 'delivered', stop: 'delivered', meterValuesGivenUp: 0 },
  csms: { transactionId: 17, evseId: 1, meterStartWh: 0, meterStopWh: 1235, energyWh: 1235 },
  ...change,
});

const truth = (sessions: SessionTruth[]): RunTruth => ({
  run: {
    runId: 'run-1',
    running: false,
    scenario: 'chaos_mix',
    seed: 7,
    hash: 'a'.repeat(64),
    startedAt: '2026-01-01T10:00:00Z',
    endedAt: '2026-01-01T11:00:00Z',
    compared: true,
  },
  totals: {
    sessions: 2,
    complete: 1,
    running: 0,
    queued: 0,
    lost: 1,
    differs: 0,
    unlisted: 0,
    unrecorded: 0,
    deliveredWh: 1734.567,
    acknowledgedWh: 1234.567,
    queuedWh: 0,
    lostWh: 500,
    runningWh: 0,
    csmsWh: 1235,
  },
  violations: [],
  sessions,
});

const lost = session({
  chargerId: 'CP002',
  verdict: 'lost',
  deliveredWh: 500,
  csms: null,
  reason: 'Given up after 3 attempts',
});
const routes = {
  'GET /locations': () => [{ id: 'depot', name: 'Depot Nord', state: 'active', chargerCount: 2 }],
  'GET /scenarios/status': () => runStatus({ running: false, endReason: 'finished' as const }),
};

describe('the truth report', () => {
  it('has where the energy went, the sessions with reasons, a filter by verdict and files', async () => {
    const user = userEvent.setup();
    const { received, router } = renderPage('/scenarios?show=truth', [charger('CP001')], {
      ...routes,
      'GET /truth': ({ query }) => {
        const shown = query.get('verdict') === 'lost' ? [lost] : [session(), lost];
        return new Answer(200, truth(shown), { 'X-Total-Count': String(shown.length) });
      },
    });
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(within(table).getByText('Given up after 3 attempts')).toBeTruthy();
    expect(screen.getByText('1,734.567')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe(
      '/truth/export?format=csv&locationId=depot',
    );
    await user.click(screen.getByRole('button', { name: /^Lost/ }));
    await waitFor(() => expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(2));
    expect(router.state.location.search).toMatchObject({ show: 'truth', verdict: 'lost' });
    expect(received.findLast(({ path }) => path === '/truth')?.query.get('verdict')).toBe('lost');
  });

  it('shows more on demand, and what must never be', async () => {
    const user = userEvent.setup();
    renderPage('/scenarios?show=truth', [charger('CP001')], {
      ...routes,
      'GET /truth': ({ query }) =>
        new Answer(
          200,
          {
            ...truth(query.get('offset') === '0' ? [session()] : [lost]),
            violations: ['a register decreased'],
          },
          { 'X-Total-Count': '2' },
        ),
    });
    expect((await screen.findByRole('alert')).textContent).toContain('a register decreased');
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(3));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says what to do before the first run, and what failed', async () => {
    const { routes: api } = renderPage('/scenarios?show=truth', [charger('CP001')], {
      ...routes,
      'GET /truth': () => new Answer(500, { detail: 'The database is gone.' }),
    });
    expect(await screen.findByText('The database is gone.')).toBeTruthy();
    api['GET /truth'] = () => new Answer(404, { detail: 'No scenario has been run.' });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing has run in Depot Nord yet')).toBeTruthy();
  });
});
