import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../test/fakes';
import { reasonsOf } from './bulkJob';

afterEach(() => void vi.unstubAllGlobals());

const fleet = () =>
  Array.from({ length: 300 }, (_, i) =>
    charger(`CP${i}`, {
      connection: i < 250 ? 'off' : 'failed',
      running: i >= 250,
    }),
  );
const toolbar = () => screen.findByRole('toolbar', { name: 'With the selected chargers' });
const progress = () => screen.findByRole('region', { name: 'Progress' });

describe('many at once', () => {
  it('selects all that match, starts them, follows how far they are and says who was refused', async () => {
    const refused = [
      { id: 'CP250', detail: "There is no CSMS for charger 'CP250': give it one." },
      { id: 'CP251', detail: "There is no CSMS for charger 'CP251': give it one." },
    ];
    const { received, hub } = renderPage('/chargers?connection=failed', fleet(), {
      'POST /chargers/start': () => ({ requested: 50, changed: 48, unchanged: 0, refused }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'Select all that match' }));
    await user.click(within(await toolbar()).getByRole('button', { name: 'Start' }));
    const strip = await progress();
    await waitFor(() => expect(strip.textContent).toContain('Starting 50: 0 connected'));
    const body = received.find((call) => call.path === '/chargers/start')?.body as { ids: string[] };
    expect(body.ids).toHaveLength(50);
    const connected = fleet()
      .slice(252)
      .map((each) => ({ ...each, connection: 'connected' as const }));
    act(() => hub.send('chargers', { seq: 1, changed: connected.slice(0, 20), removed: [], reset: false }));
    await waitFor(() => expect(strip.textContent).toContain('20 connected'));
    act(() => hub.send('chargers', { seq: 2, changed: connected, removed: [], reset: false }));
    await waitFor(() =>
      expect(within(strip).getByRole('status').textContent).toContain('48 connected, 2 refused'),
    );
    await user.click(within(strip).getByRole('button', { name: '2 refused' }));
    expect(within(strip).getAllByRole('listitem')).toHaveLength(1);
    expect(strip.textContent).toContain('CP250, CP251');
    await user.click(within(strip).getByRole('button', { name: 'Dismiss the progress' }));
    expect(screen.queryByRole('region', { name: 'Progress' })).toBeNull();
  });

  it('deletes many after a question, and goes on after a refusal', async () => {
    const { received } = renderPage('/chargers', fleet().slice(0, 3), {
      'DELETE /chargers/CP0': () => new Answer(204),
      'DELETE /chargers/CP1': () => new Answer(409, { detail: 'It is being changed.' }),
      'DELETE /chargers/CP2': () => new Answer(204),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'Select all that match' }));
    await user.click(within(await toolbar()).getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog');
    expect(received.some((call) => call.method === 'DELETE')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(async () =>
      expect(within(await progress()).getByRole('status').textContent).toContain('2 deleted, 1 refused'),
    );
    expect(screen.queryByRole('toolbar', { name: 'With the selected chargers' })).toBeNull();
  });

  it('injects chaos into many with one call, says who was refused, and lifts it', async () => {
    const { received } = renderPage('/chargers', fleet().slice(0, 3), {
      'POST /chaos': () => ({
        injected: 2,
        refused: [{ id: 'CP2', detail: 'The charger is off.' }],
        chaosIds: {},
        seed: 1,
      }),
      'DELETE /chaos': () => ({ chargers: 2, lifted: 2 }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'Select all that match' }));
    await user.click(within(await toolbar()).getByRole('button', { name: 'Chaos' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Inject…' }));
    const dialog = await screen.findByRole('dialog');
    const share = await within(dialog).findByRole('textbox', { name: 'Share' });
    await user.clear(share);
    await user.type(share, '0');
    expect(within(dialog).getByText('More than 0, at most 100 %')).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: 'Inject' })).toHaveProperty('disabled', true);
    await user.clear(share);
    await user.type(share, '67');
    expect(within(dialog).getByText('2 of 3 chargers, drawn at random')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Inject' }));
    await waitFor(async () =>
      expect(within(await progress()).getByRole('status').textContent).toContain('2 under chaos, 1 refused'),
    );
    expect(received.find((call) => call.path === '/chaos')?.body).toEqual({
      ids: ['CP0', 'CP1', 'CP2'],
      share: 0.67,
      chaos: [{ kind: 'disconnect', durationSeconds: 60 }],
    });
    await user.click(within(await toolbar()).getByRole('button', { name: 'Chaos' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Lift all' }));
    await waitFor(async () =>
      expect(within(await progress()).getByRole('status').textContent).toContain('3 lifted'),
    );
  });

  it('says so when the server takes none of it', async () => {
    renderPage('/chargers', fleet().slice(0, 1), {
      'POST /chargers/start': () => new Answer(500, { detail: 'The disk is full.' }),
    });
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select CP0' }));
    await userEvent.click(within(await toolbar()).getByRole('button', { name: 'Start' }));
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Progress' })).toBeNull();
  });
});

describe('reasonsOf', () => {
  it('says the same reason once, the most frequent first', () => {
    const reasons = reasonsOf([
      { id: 'A', detail: 'Location idle.' },
      { id: 'B', detail: "No CSMS for 'B'." },
      { id: 'C', detail: "No CSMS for 'C'." },
    ]);
    expect(reasons).toEqual([
      { detail: 'No CSMS for ….', ids: ['B', 'C'] },
      { detail: 'Location idle.', ids: ['A'] },
    ]);
  });
});
