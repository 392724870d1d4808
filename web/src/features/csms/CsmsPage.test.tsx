import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Answer, charger, renderPage } from '../../test/fakes';
import { type CallSchema, examplePayload, fieldValue, formField, withField } from './callSchema';

afterEach(() => void vi.unstubAllGlobals());

const start: CallSchema = {
  type: 'object',
  required: ['idTag'],
  properties: { idTag: { type: 'string', maxLength: 20 }, connectorId: { type: 'integer' } },
};
const context = { idTag: 'T9', transactionId: 4, now: new Date('2026-01-01T00:00:00Z') };

describe('call forms', () => {
  it('begin with every required field filled in, nested ones too', () => {
    const schema: CallSchema = {
      type: 'object',
      required: ['transactionId', 'list', 'expiryDate', 'kind'],
      properties: {
        transactionId: { type: 'integer' },
        list: {
          type: 'array',
          items: { type: 'object', required: ['limit'], properties: { limit: { type: 'number' } } },
        },
        expiryDate: { type: 'string', format: 'date-time' },
        kind: { type: 'string', enum: ['A', 'B'] },
      },
    };
    expect(examplePayload(schema, context)).toEqual({
      transactionId: 4,
      list: [{ limit: 11_000 }],
      expiryDate: '2026-01-01T01:00:00.000Z',
      kind: 'A',
    });
  });

  it('read numbers, leave out what is empty, and keep nonsense for the server to judge', () => {
    expect(fieldValue({ type: 'integer' }, '12')).toBe(12);
    expect(fieldValue({ type: 'integer' }, 'x')).toBe('x');
    expect(fieldValue({ type: 'string' }, '')).toBeUndefined();
    expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(formField('payload.csChargingProfiles.stackLevel')).toBe('csChargingProfiles');
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
    'GET /csms/actions': () => [{ name: 'RemoteStartTransaction', profile: 'Core', request: start }],
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
    });
    const user = userEvent.setup();
    const tag = await screen.findByRole('textbox', { name: /idTag/ });
    await user.clear(tag);
    await user.type(tag, 'BLUE');
    await user.click(screen.getByRole('button', { name: 'Send RemoteStartTransaction' }));
    expect(await screen.findByText('8 ms')).toBeTruthy();
    expect(screen.getByText('Rejected')).toBeTruthy();
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

  it('blocks a tag', async () => {
    const { received } = renderPage('/csms?view=tags', [charger('CP001')], {
      ...routes,
      'POST /csms/id-tags': ({ body }) => body,
    });
    const user = userEvent.setup();
    await user.type(await screen.findByRole('textbox', { name: 'idTag' }), 'RED');
    await user.click(screen.getByRole('button', { name: 'Set' }));
    await waitFor(() =>
      expect(received.find((call) => call.method === 'POST')?.body).toEqual({
        idTag: 'RED',
        status: 'Blocked',
      }),
    );
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
