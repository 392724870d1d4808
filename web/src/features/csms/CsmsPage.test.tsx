import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, logEntry, renderPage } from '../../test/fakes';
import { type CallSchema, fieldValue, payloadPath, startPayload, templateOf, withField } from './callSchema';

afterEach(() => void vi.unstubAllGlobals());

const start: CallSchema = {
  type: 'object',
  required: ['idTag'],
  properties: { idTag: { type: 'string', maxLength: 20 }, connectorId: { type: 'integer' } },
};
const context = { idTag: 'T9', transactionId: 4, now: new Date('2026-01-01T00:00:00Z') };

describe('call forms', () => {
  it('begin with the example, its instants put in and the tag and transaction there are', () => {
    const example = {
      idTag: 'TAG1',
      transactionId: 1,
      expiryDate: 'now+PT15M',
      chargingProfile: { validFrom: 'now', validTo: 'now+P1DT1H', chargingSchedulePeriod: [{ limit: 10 }] },
      log: { oldestTimestamp: 'now-PT30S', text: 'now and then' },
    };
    expect(startPayload(example, context)).toEqual({
      idTag: 'T9',
      transactionId: 4,
      expiryDate: '2026-01-01T00:15:00Z',
      chargingProfile: {
        validFrom: '2026-01-01T00:00:00Z',
        validTo: '2026-01-02T01:00:00Z',
        chargingSchedulePeriod: [{ limit: 10 }],
      },
      log: { oldestTimestamp: '2025-12-31T23:59:30Z', text: 'now and then' },
    });
  });

  it('fill what is added with the least that fits', () => {
    const schema: CallSchema = {
      type: 'object',
      required: ['list', 'kind'],
      properties: {
        list: {
          type: 'array',
          items: { type: 'object', required: ['limit'], properties: { limit: { type: 'number' } } },
        },
        kind: { type: 'string', enum: ['A', 'B'] },
      },
    };
    expect(templateOf(schema)).toEqual({ list: [{ limit: 0 }], kind: 'A' });
  });

  it('read numbers, leave out what is empty, and keep nonsense for the server to judge', () => {
    expect(fieldValue({ type: 'integer' }, '12')).toBe(12);
    expect(fieldValue({ type: 'integer' }, 'x')).toBe('x');
    expect(fieldValue({ type: 'string' }, '')).toBeUndefined();
    expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(payloadPath('payload.list[0].idTag')).toBe('list[0].idTag');
    expect(payloadPath('payload')).toBe('');
  });
});

describe('the CSMS view', () => {
  const point = {
    id: 'CP001',
    online: true,
    connectedAt: '2026-01-01T10:00:00Z',
    lastSeenAt: null,
    registration: 'Accepted',
    bootedAt: null,
    boot: null,
    connectors: [{ connectorId: 1, status: 'Charging', errorCode: 'NoError' }],
    openSessions: 1,
    queuedCalls: 0,
  };
  const routes = {
    'GET /csms/chargers': () => new Answer(200, [point], { 'X-Total-Count': '1' }),
    'GET /csms/chargers/CP001': () => point,
    'GET /csms/sessions': () => [],
    'GET /csms/id-tags': () => [],
    'GET /csms/actions': () => [
      { name: 'RemoteStartTransaction', profile: 'Core', request: start, example: { idTag: 'TAG1' } },
    ],
  };

  it('sends a call and shows its answer', async () => {
    const { received } = renderPage('/csms?charger=CP001', [charger('CP001')], {
      ...routes,
      'POST /csms/chargers/CP001/calls': () => ({
        messageId: 'm',
        status: 'result',
        payload: { status: 'Rejected' },
        roundTripMs: 8,
      }),
      'GET /logs': () => [
        logEntry({ messageId: 'm', type: 'call', direction: 'in' }),
        logEntry({
          category: 'system',
          type: 'call-refused',
          payload: 'RemoteStartTransaction Rejected: the charger is off',
        }),
      ],
    });
    const user = userEvent.setup();
    const tag = await screen.findByRole('textbox', { name: /idTag/ });
    await user.clear(tag);
    await user.type(tag, 'BLUE');
    await user.click(screen.getByRole('button', { name: 'Send RemoteStartTransaction' }));
    expect(await screen.findByText('8 ms')).toBeTruthy();
    expect(screen.getByText('Rejected')).toBeTruthy();
    expect(await screen.findByText('the charger is off')).toBeTruthy();
    expect(received.find((call) => call.method === 'POST')?.body).toEqual({
      action: 'RemoteStartTransaction',
      payload: { idTag: 'BLUE' },
    });
  });

  it('shows what is invalid at its field and can send it anyway', async () => {
    const { received, routes: live } = renderPage('/csms?charger=CP001', [charger('CP001')], {
      ...routes,
      'POST /csms/chargers/CP001/calls': ({ query }) =>
        query.get('force') === 'true'
          ? {
              messageId: 'm',
              status: 'error',
              errorCode: 'FormationViolation',
              errorDescription: 'no',
              roundTripMs: 3,
            }
          : new Answer(422, {
              detail: 'The payload is not valid.',
              errors: { 'payload.idTag': ['is too long'] },
            }),
    });
    expect(live).toBeTruthy();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Send RemoteStartTransaction' }));
    expect(await screen.findByText('is too long')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send it anyway' }));
    expect((await screen.findAllByText('FormationViolation: no')).length).toBeGreaterThan(0);
    expect(
      received.at(-1)?.query.get('force') ??
        received.findLast((call) => call.method === 'POST')?.query.get('force'),
    ).toBe('true');
  });

  it('builds nested fields, adds to lists, keeps the point of a number, and lists what was sent', async () => {
    const request: CallSchema = {
      type: 'object',
      required: ['schedule'],
      properties: {
        schedule: {
          type: 'object',
          required: ['period'],
          properties: {
            unit: { type: 'string', enum: ['A', 'W'] },
            period: {
              type: 'array',
              items: {
                type: 'object',
                required: ['limit'],
                properties: { limit: { type: 'number' }, phases: { type: 'integer' } },
              },
            },
          },
        },
        extra: { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 5 } } },
      },
    };
    const { received } = renderPage('/csms?charger=CP001&action=Set', [charger('CP001')], {
      ...routes,
      'GET /csms/actions': () => [
        {
          name: 'Set',
          profile: 'SmartCharging',
          request,
          example: { schedule: { period: [{ limit: 16 }] } },
        },
      ],
      'POST /csms/chargers/CP001/calls': ({ query }) =>
        query.get('force')
          ? { messageId: 'm', status: 'result', payload: { status: 'Accepted' }, roundTripMs: 8 }
          : new Answer(422, {
              detail: 'The payload is not valid.',
              errors: { 'payload.schedule.period[1].phases': ['must be 1 to 3'] },
            }),
    });
    const user = userEvent.setup();
    const first = await screen.findByRole('group', { name: 'period 1' });
    const limit = within(first).getByRole('textbox', { name: /limit/ });
    await user.clear(limit);
    await user.type(limit, '8.5');
    expect((limit as HTMLInputElement).value).toBe('8.5');
    await user.click(screen.getByRole('button', { name: 'Add to period' }));
    const second = screen.getByRole('group', { name: 'period 2' });
    await user.type(within(second).getByRole('textbox', { name: 'phases' }), '7');
    await user.click(screen.getByRole('button', { name: 'Add extra' }));
    await user.type(screen.getByRole('textbox', { name: /text/ }), 'hi');
    await user.click(screen.getByRole('button', { name: 'Send Set' }));
    expect(await within(second).findByText('must be 1 to 3')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send it anyway' }));
    expect(await screen.findByText('8 ms')).toBeTruthy();
    const payload = {
      schedule: { period: [{ limit: 8.5 }, { limit: 0, phases: 7 }] },
      extra: { text: 'hi' },
    };
    expect(received.findLast((call) => call.method === 'POST')?.body).toEqual({ action: 'Set', payload });

    await user.click(screen.getByRole('button', { name: 'Remove period 2' }));
    expect(screen.queryByRole('group', { name: 'period 2' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Edit again' }));
    expect(await screen.findByRole('group', { name: 'period 2' })).toBeTruthy();
  });

  it('sends JSON that no form could hold, when forced to', async () => {
    const { received } = renderPage('/csms?charger=CP001', [charger('CP001')], {
      ...routes,
      'POST /csms/chargers/CP001/calls': ({ query }) =>
        query.get('force')
          ? { messageId: 'm', status: 'timeout', roundTripMs: null }
          : new Answer(422, { detail: 'no', errors: { payload: ['must be an object'] } }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('radio', { name: 'JSON' }));
    const text = screen.getByRole('textbox', { name: 'Payload' });
    await user.clear(text);
    await user.type(text, '[[1]');
    await user.click(screen.getByRole('button', { name: 'Send RemoteStartTransaction' }));
    expect(await screen.findByText(/must be an object/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send it anyway' }));
    expect((await screen.findAllByText('not answered in time')).length).toBeGreaterThan(0);
    expect(received.findLast((call) => call.method === 'POST')?.body).toEqual({
      action: 'RemoteStartTransaction',
      payload: [1],
    });
  });

  it('sends any JSON under any name as it is, and can do so again', async () => {
    const { received, router } = renderPage('/csms?charger=CP001', [charger('CP001')], {
      ...routes,
      'POST /csms/chargers/CP001/calls': ({ body }) =>
        (body as { action: string }).action === 'Bad\u00e9'
          ? new Answer(422, { detail: 'no', errors: { action: ['must be printable ASCII'] } })
          : {
              messageId: 'm',
              status: 'error',
              errorCode: 'NotImplemented',
              errorDescription: '',
              roundTripMs: 3,
            },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('combobox', { name: 'Action' }));
    await user.click(await screen.findByRole('option', { name: 'Any other, as it is' }));
    const name = await screen.findByRole('textbox', { name: 'Action name' });
    const send = () => user.click(screen.getByRole('button', { name: 'Send as it is' }));
    expect((screen.getByRole('button', { name: 'Send as it is' }) as HTMLButtonElement).disabled).toBe(true);
    await user.type(name, 'Bad\u00e9');
    await send();
    expect(await screen.findByText('must be printable ASCII')).toBeTruthy();
    await user.clear(name);
    await user.type(name, 'Acme.Blink');
    const text = screen.getByRole('textbox', { name: 'Payload' });
    await user.clear(text);
    await user.type(text, '{{"times":');
    const calls = () => received.filter(({ method }) => method === 'POST').length;
    const before = calls();
    await send();
    expect(text.getAttribute('aria-invalid')).toBe('true');
    expect(calls()).toBe(before);
    await user.type(text, '3}');
    await send();
    expect((await screen.findAllByText('NotImplemented')).length).toBeGreaterThan(0);
    const call = received.findLast(({ method }) => method === 'POST');
    expect(call?.query.get('force')).toBe('true');
    expect(call?.body).toEqual({ action: 'Acme.Blink', payload: { times: 3 } });

    await user.click(screen.getByRole('button', { name: 'Edit again' }));
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ action: 'Acme.Blink', payload: { times: 3 } }),
    );
    expect((screen.getByRole('textbox', { name: 'Action name' }) as HTMLInputElement).value).toBe(
      'Acme.Blink',
    );
  });

  it('blocks a tag', async () => {
    const { received } = renderPage('/csms?view=tags', [charger('CP001')], {
      ...routes,
      'POST /csms/id-tags': ({ body }) => body,
    });
    const user = userEvent.setup();
    await user.type(await screen.findByRole('textbox', { name: 'idTag' }), 'RED');
    const expires = screen.getByLabelText('Expires (local time)');
    fireEvent.change(expires, { target: { value: '2126-01-31T12:00' } });
    await user.click(screen.getByRole('button', { name: 'Set' }));
    await waitFor(() =>
      expect(received.find((call) => call.method === 'POST')?.body).toEqual({
        idTag: 'RED',
        status: 'Blocked',
        expiryDate: new Date('2126-01-31T12:00').toISOString(),
      }),
    );
    await waitFor(() =>
      expect((screen.getByRole('textbox', { name: 'idTag' }) as HTMLInputElement).value).toBe(''),
    );
  });

  it('removes a tag when that is confirmed', async () => {
    let tags = [
      { idTag: 'A/B', status: 'Blocked', expiryDate: null, parentIdTag: null, allowConcurrentTx: true },
    ];
    const { received } = renderPage('/csms?view=tags', [charger('CP001')], {
      ...routes,
      'GET /csms/id-tags': () => tags,
      'DELETE /csms/id-tags': () => {
        tags = [];
        return new Answer(204);
      },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Remove A/B' }));
    expect(received.some(({ method }) => method === 'DELETE')).toBe(false);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('No tag was set so far.')).toBeTruthy();
    expect(received.find(({ method }) => method === 'DELETE')?.query.get('idTag')).toBe('A/B');
  });

  it('lists sessions with their energy', async () => {
    renderPage('/csms?view=sessions', [charger('CP001')], {
      ...routes,
      'GET /csms/sessions': () => [
        {
          number: 1,
          transactionId: 17,
          chargePointId: 'CP001',
          connectorId: 1,
          idTag: 'TAG1',
          state: 'Stopped',
          reason: 'Local',
          startedAt: null,
          stoppedAt: null,
          powerW: 0,
          socPercent: 80,
          energyWh: 12_345,
        },
      ],
    });
    const row = await screen.findByRole('row', { name: /CP001/ });
    expect(within(row).getByText('stopped')).toBeTruthy();
    expect(row.textContent).toContain('12.3kWh');
  });
});
