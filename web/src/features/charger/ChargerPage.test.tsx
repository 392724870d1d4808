import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, charging, evse, logEntry, renderPage } from '../../test/fakes';
import { possibleActs } from './driverActs';

// uPlot draws on a canvas, which jsdom has not; its data are tested in chartSeries.test.ts, its picture in the browser.
vi.mock('./PowerChart', () => ({ default: () => <div>chart</div> }));

afterEach(() => void vi.unstubAllGlobals());

const panel = (name: string) => screen.findByRole('region', { name });

describe('possibleActs', () => {
  const on = { running: true };
  it.each([
    ['available', on, evse(), { plugIn: true, presentTag: true, stop: false, unplug: null }],
    ['charging', on, charging(), { plugIn: false, presentTag: true, stop: true, unplug: 'ev' }],
    [
      'finishing',
      on,
      evse({ status: 'Finishing', vehicle: { id: 'E', socPercent: 1 } }),
      { plugIn: false, presentTag: false, stop: false, unplug: 'evse' },
    ],
    [
      'faulted',
      on,
      evse({ status: 'Faulted' }),
      { plugIn: false, presentTag: false, stop: false, unplug: null },
    ],
    ['off', { running: false }, evse(), { plugIn: false, presentTag: false, stop: false, unplug: null }],
  ])('%s', (_name, state, one, acts) => {
    expect(possibleActs(state, one)).toEqual(acts);
  });
});

describe('status', () => {
  it('shows the session and only the buttons that make sense', async () => {
    renderPage('/chargers/CP001', [charger('CP001', { evses: [charging(), evse({ id: 2 })] })]);
    const one = await panel('EVSE 1');
    expect(one.textContent).toContain('4.0kWh');
    expect(one.textContent).toContain('41 %');
    expect(within(one).queryByRole('button', { name: 'Plug in' })).toBeNull();
    expect(within(one).getByRole('button', { name: 'Stop session' })).toBeTruthy();
    expect(within(await panel('EVSE 2')).getByRole('button', { name: 'Plug in' })).toBeTruthy();
  });

  it('presents the tag of the plugged-in car and follows the hub', async () => {
    const plugged = charger('CP001', {
      evses: [evse({ status: 'Preparing', vehicle: { id: 'EV1', socPercent: 30 } })],
    });
    const { received, hub } = renderPage('/chargers/CP001', [plugged], {
      'GET /vehicles': () => [{ id: 'EV1', idTag: 'TAG1', model: 'Zoe', socPercent: 30 }],
      'POST /chargers/CP001/evses/1/present-tag': () => new Answer(202, evse()),
    });
    const user = userEvent.setup();
    await user.click(within(await panel('EVSE 1')).getByRole('button', { name: 'Present tag' }));
    const field = (await screen.findByRole('combobox', { name: 'idTag' })) as HTMLInputElement;
    await waitFor(() => expect(field.value).toBe('TAG1'));
    await user.click(screen.getByRole('button', { name: 'Present' }));
    await waitFor(() => expect(received.at(-1)?.body).toEqual({ idTag: 'TAG1' }));
    act(() =>
      hub.send('charger', {
        seq: 1,
        chargerId: 'CP001',
        charger: charger('CP001', { evses: [charging()] }),
        samples: [],
        parts: [],
        configuration: null,
      }),
    );
    expect((await panel('EVSE 1')).textContent).toContain('TAG1');
    expect(within(await panel('EVSE 1')).getByText('Charging')).toBeTruthy();
  });

  it('shows a refusal in the words of the charger', async () => {
    renderPage('/chargers/CP001', [charger('CP001', { evses: [charging()] })], {
      'POST /chargers/CP001/evses/1/unplug': () => new Answer(409, { detail: 'The plug is locked.' }),
    });
    await userEvent.click(within(await panel('EVSE 1')).getByRole('button', { name: 'Unplug car' }));
    expect((await screen.findByRole('alert')).textContent).toBe('The plug is locked.');
  });

  it('asks before it stops a charger with a transaction, not otherwise', async () => {
    const { received } = renderPage('/chargers/CP001', [charger('CP001', { evses: [charging()] })], {
      'POST /chargers/CP001/stop': () => charger('CP001'),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Stop charger' }));
    const dialog = await screen.findByRole('dialog');
    expect(received.some((call) => call.method === 'POST')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(received.some((call) => call.path === '/chargers/CP001/stop')).toBe(true));
  });

  it('says when there is no such charger', async () => {
    renderPage('/chargers/NOPE', [], {
      'GET /chargers/NOPE': () => new Answer(404, { detail: "There is no charger 'NOPE'." }),
    });
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('There is no charger NOPE');
    expect(screen.getByRole('link', { name: 'Go to the chargers' })).toBeTruthy();
  });
});

describe('configuration', () => {
  const keys = () => [
    { key: 'HeartbeatInterval', value: '300', readonly: false },
    { key: 'NumberOfConnectors', value: '1', readonly: true },
    { key: 'AcmeLed', value: 'green', readonly: false },
  ];

  it('groups by profile, searches, and offers no edit of what is read-only', async () => {
    const { router } = renderPage('/chargers/CP001?tab=configuration', [charger('CP001')], {
      'GET /chargers/CP001/config': keys,
    });
    expect((await panel('Core')).textContent).toContain('HeartbeatInterval');
    expect((await panel('Vendor')).textContent).toContain('AcmeLed');
    expect(screen.queryByRole('button', { name: /NumberOfConnectors/ })).toBeNull();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search the configuration' }), 'led');
    await waitFor(() => expect(screen.queryByText('HeartbeatInterval')).toBeNull());
    expect(router.state.location.search).toEqual({ tab: 'configuration', q: 'led' });
  });

  it('edits in place; a bad value keeps the editor open with the reason', async () => {
    const values = keys();
    const { received, routes } = renderPage('/chargers/CP001?tab=configuration', [charger('CP001')], {
      'GET /chargers/CP001/config': () => values,
      'POST /chargers/CP001/config': () =>
        new Answer(422, {
          detail: 'value HeartbeatInterval must be a whole number.',
          errors: { value: ['HeartbeatInterval must be a whole number.'] },
        }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Edit HeartbeatInterval/ }));
    const input = screen.getByRole('textbox', { name: 'HeartbeatInterval' });
    await user.clear(input);
    await user.type(input, 'often{Enter}');
    expect(await screen.findByText('HeartbeatInterval must be a whole number.')).toBeTruthy();
    routes['POST /chargers/CP001/config'] = () => {
      values[0] = { key: 'HeartbeatInterval', value: '60', readonly: false };
      return values[0];
    };
    await user.clear(input);
    await user.type(input, '60{Enter}');
    const saved = await screen.findByRole('button', { name: 'Edit HeartbeatInterval, now 60s' });
    expect(document.activeElement).toBe(saved);
    expect(received.findLast((call) => call.method === 'POST')?.body).toEqual({
      key: 'HeartbeatInterval',
      value: '60',
    });
  });

  it('flashes what the CSMS changes', async () => {
    const { hub } = renderPage('/chargers/CP001?tab=configuration', [charger('CP001')], {
      'GET /chargers/CP001/config': keys,
    });
    await screen.findByText('HeartbeatInterval');
    const configuration = keys().map((each) => (each.key === 'AcmeLed' ? { ...each, value: 'red' } : each));
    act(() =>
      hub.send('charger', {
        seq: 1,
        chargerId: 'CP001',
        charger: charger('CP001'),
        samples: [],
        parts: [],
        configuration,
      }),
    );
    const changed = await screen.findByRole('button', { name: 'Edit AcmeLed, now red' });
    await waitFor(() => expect(changed.parentElement?.hasAttribute('data-flash')).toBe(true));
    expect(screen.getByText('HeartbeatInterval').parentElement?.hasAttribute('data-flash')).toBe(false);
  });
});

describe('logs', () => {
  const lines = () => [
    logEntry({
      action: 'BootNotification',
      messageId: 'a',
      payload: { chargePointVendor: 'Acme', chargePointModel: 'AC22' },
    }),
    logEntry({
      action: 'BootNotification',
      messageId: 'a',
      type: 'CallResult',
      direction: 'in',
      roundTripMs: 12,
      payload: { status: 'Accepted', interval: 300 },
    }),
    logEntry({
      category: 'evse',
      type: 'status-changed',
      direction: null,
      action: null,
      messageId: null,
      evseId: 1,
      payload: { detail: 'Available to Preparing' },
    }),
  ];

  it('shows a line per frame, opens it with its partner, and filters', async () => {
    renderPage('/chargers/CP001?tab=logs', [charger('CP001')], {
      'GET /logs': ({ query }) =>
        lines().filter(({ category }) => query.get('search') === null || category === 'evse'),
    });
    const options = await screen.findAllByRole('option');
    expect(options.map((line) => line.textContent)).toEqual([
      expect.stringContaining('Acme AC22'),
      expect.stringContaining('12 ms'),
      expect.stringContaining('Available to Preparing'),
    ]);
    const user = userEvent.setup();
    await user.click(options[1] as HTMLElement);
    const opened = await screen.findByRole('complementary', { name: 'Opened line' });
    expect(within(opened).getByRole('region', { name: 'Call' }).textContent).toContain('chargePointVendor');
    expect(within(opened).getByRole('region', { name: 'Answer' }).textContent).toContain('interval');
    await user.type(screen.getByRole('searchbox', { name: 'Search the log' }), 'preparing');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    expect(screen.queryByRole('complementary', { name: 'Opened line' })).toBeNull();
  });

  it('appends what comes and holds it back while paused', async () => {
    const { hub } = renderPage('/chargers/CP001?tab=logs', [charger('CP001')], {
      'GET /logs': lines,
    });
    await screen.findAllByRole('option');
    const user = userEvent.setup();
    const send = (seq: number) =>
      act(() =>
        hub.send('logs', {
          seq,
          entries: [logEntry({ action: 'Authorize', payload: { idTag: `T${seq}` } })],
          dropped: 0,
        }),
      );
    send(1);
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(4));
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    send(2);
    expect(await screen.findByText(/1 waiting/)).toBeTruthy();
    expect(screen.getAllByRole('option')).toHaveLength(4);
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(5));
  });
});

describe('actions', () => {
  it('offers valid transitions only and sends the error code with a fault', async () => {
    const { received } = renderPage('/chargers/CP001?tab=actions', [charger('CP001')], {
      'POST /chargers/CP001/evses/1/status': () => new Answer(202, evse()),
    });
    const section = await panel('Set states');
    expect(within(section).queryByRole('button', { name: 'Set EVSE 1 to Charging' })).toBeNull();
    await userEvent.click(within(section).getByRole('button', { name: 'Set EVSE 1 to Faulted' }));
    await waitFor(() =>
      expect(received.at(-1)?.body).toEqual({ status: 'Faulted', errorCode: 'GroundFailure' }),
    );
  });

  it('injects chaos and lifts what is active', async () => {
    const active = charger('CP001', {
      chaos: [
        {
          id: 'x1',
          kind: 'disconnect',
          evseId: null,
          startedAt: '2026-01-01T00:00:00Z',
          endsAt: null,
          errorCode: null,
          detail: null,
        },
      ],
    });
    const { received } = renderPage('/chargers/CP001?tab=actions', [active], {
      'POST /chargers/CP001/chaos': () => ({ id: 'x2', kind: 'disconnect', evseId: null, endsAt: null }),
      'DELETE /chargers/CP001/chaos/x1': () => new Answer(204),
    });
    const section = await panel('Chaos');
    expect(section.textContent).toContain('until lifted');
    const user = userEvent.setup();
    await user.click(await within(section).findByRole('button', { name: 'Inject' }));
    await waitFor(() => expect(received.at(-1)?.body).toEqual({ kind: 'disconnect', durationSeconds: 60 }));
    await user.click(within(section).getByRole('button', { name: 'Lift' }));
    await waitFor(() =>
      expect(received.at(-1)).toMatchObject({ method: 'DELETE', path: '/chargers/CP001/chaos/x1' }),
    );
  });

  it('has the parameters of a kind from the schema, checks them, and keeps what was typed', async () => {
    const { received } = renderPage('/chargers/CP001?tab=actions', [charger('CP001')], {
      'POST /chargers/CP001/chaos': () =>
        new Answer(422, { detail: 'meanMs is odd', errors: { meanMs: ['is odd'] } }),
    });
    const section = await panel('Chaos');
    const user = userEvent.setup();
    const choose = async (kind: string) => {
      await user.click(await within(section).findByRole('combobox', { name: 'Kind' }));
      await user.click(await screen.findByRole('option', { name: kind }));
    };
    await choose('Latency');
    const mean = within(section).getByLabelText('Mean');
    await user.clear(mean);
    await user.type(mean, '70000');
    expect(section.textContent).toContain('must be from 0 to 60000 ms');
    expect(within(section).getByRole('button', { name: 'Inject' })).toHaveProperty('disabled', true);
    await user.clear(mean);
    await user.type(mean, '700');
    await user.click(within(section).getByRole('button', { name: 'Inject' }));
    await waitFor(() =>
      expect(received.at(-1)?.body).toEqual({
        kind: 'latency',
        meanMs: 700,
        jitterMs: 100,
        durationSeconds: 60,
      }),
    );
    expect((await within(section).findByRole('alert')).textContent).toContain('meanMs is odd');
    await choose('Power spike');
    expect(within(section).getByRole('combobox', { name: 'Where' })).toHaveProperty('value', 'Every EVSE');
    expect(within(section).queryByLabelText('Mean')).toBeNull();
    await choose('Latency');
    expect(within(section).getByLabelText('Mean')).toHaveProperty('value', '700 ms');
  });
});
