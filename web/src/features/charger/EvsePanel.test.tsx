import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evse } from '../../api/types';
import { settableStatuses } from '../../lib/transitions';
import { Answer, charger, charging, evse, renderPage } from '../../test/fakes';
import { says } from './ReaderDisplay';

vi.mock('./PowerChart', () => ({ default: () => <div>chart</div> }));

afterEach(() => void vi.unstubAllGlobals());

const panel = () => screen.findByRole('region', { name: 'EVSE 1' });
const show = (one: Evse, routes = {}) =>
  renderPage('/chargers/CP001', [charger('CP001', { evses: [one] })], routes);

describe('what the reader says', () => {
  const now = Date.parse('2026-01-01T10:00:00Z');
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const refused = { state: 'refused', idTag: 'OTHER', detail: "the session is somebody else's", at: at(-5) };

  it.each<[string, Partial<Evse>, string | null]>([
    ['nothing', {}, null],
    [
      'a refusal',
      { reader: refused as Evse['reader'] },
      "OTHER was refused: the session is somebody else's.",
    ],
    ['no refusal of long ago', { reader: { ...refused, at: at(-61) } as Evse['reader'] }, null],
    [
      'a tag whose car is awaited, and how long',
      { reader: { state: 'waiting', idTag: 'TAG1', detail: null, at: null }, connectionTimeOutAt: at(42) },
      'TAG1 may charge and waits for its car. 0:42',
    ],
    [
      'a car whose tag is awaited',
      { status: 'Preparing', connectionTimeOutAt: at(7) },
      'Waits for a tag. 0:07',
    ],
  ])('%s', (_name, change, expected) => {
    const said = says(evse(change), now);
    expect(said && [said.text, said.left].filter(Boolean).join(' ')).toBe(expected);
  });

  it('is seen on the panel', async () => {
    show(charging({ reader: { ...refused, at: new Date().toISOString() } as Evse['reader'] }));
    expect(within(await panel()).getByRole('status').textContent).toContain('OTHER was refused');
  });
});

describe('the panel of an EVSE', () => {
  it('keeps the last session in sight', async () => {
    show(
      evse({
        lastTransaction: {
          id: 7,
          idTag: 'TAG1',
          startedAt: '2026-01-01T10:00:00Z',
          stoppedAt: '2026-01-01T10:25:00Z',
          energyWh: 800,
          reason: 'Local',
        },
      }),
    );
    expect((await panel()).textContent).toContain('Last session: TAG1 · 0.8kWh · 25:00 · Local');
  });

  it('says on how many phases the current flows', async () => {
    show(charging({ powerW: 6540, currentA: 28.4 }));
    expect((await panel()).textContent).toContain('28.4A × 1 phase');
  });

  it('offers no car that is plugged in elsewhere, and Enter plugs in', async () => {
    const car = { id: 'EV1', idTag: 'TAG1', model: 'Zoe', socPercent: 35, pluggedInAt: null };
    const { received } = show(evse(), {
      'GET /vehicles': () => [
        car,
        {
          ...car,
          id: 'EV2',
          idTag: 'TAG2',
          pluggedInAt: { chargerId: 'CP002', evseId: 1, socPercent: 71.6 },
        },
      ],
      'POST /chargers/CP001/evses/1/plug-in': () => new Answer(202, evse()),
    });
    const user = userEvent.setup();
    await user.click(within(await panel()).getByRole('button', { name: 'Plug in' }));
    const field = await screen.findByRole('combobox', { name: 'Vehicle' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(received.at(-1)?.path).toBe('/chargers/CP001/evses/1/plug-in'));
    await user.click(within(await panel()).getByRole('button', { name: 'Plug in' }));
    await user.click(await screen.findByRole('combobox', { name: 'Vehicle' }));
    const busy = await screen.findByRole('option', { name: /EV2.*72 %.*at CP002 #1/ });
    expect(busy.getAttribute('data-combobox-disabled')).toBe('true');
  });

  it('has the proposed tag selected, so that typing replaces it', async () => {
    show(evse({ status: 'Preparing', vehicle: { id: 'EV1', socPercent: 30 } }), {
      'GET /vehicles': () => [{ id: 'EV1', idTag: 'TAG1', model: 'Zoe', socPercent: 30, pluggedInAt: null }],
    });
    const user = userEvent.setup();
    await user.click(within(await panel()).getByRole('button', { name: 'Present tag' }));
    const field = (await screen.findByRole('combobox', { name: 'idTag' })) as HTMLInputElement;
    await waitFor(() => expect(field.value).toBe('TAG1'));
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('OTHER');
    expect(field.value).toBe('OTHER');
  });
});

describe('while the simulator does not answer', () => {
  it('offers nothing that needs it, and offers it again afterwards', async () => {
    const { hub } = show(charging());
    const button = within(await panel()).getByRole('button', { name: 'Stop session' });
    expect(button.matches(':disabled')).toBe(false);
    hub.failStart = true;
    act(() => hub.drop());
    await waitFor(() => expect(button.matches(':disabled')).toBe(true));
    expect(screen.getByRole('button', { name: 'Stop charger' }).matches(':disabled')).toBe(true);
    expect(screen.getByText(/The simulator does not answer/)).toBeTruthy();
    hub.failStart = false;
    await waitFor(() => expect(button.matches(':disabled')).toBe(false));
  });
});

describe('settableStatuses', () => {
  it('needs a car for Finishing, and a transaction for Charging', () => {
    expect(settableStatuses(evse({ status: 'Faulted' }))).toEqual(['Available', 'Preparing', 'Unavailable']);
    expect(settableStatuses(evse({ status: 'Faulted', vehicle: { id: 'EV1', socPercent: 1 } }))).toContain(
      'Finishing',
    );
    expect(settableStatuses(charging({ status: 'SuspendedEVSE' }))).toContain('Charging');
  });
});
