import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import type { Charger, Evse, LogEntry } from '../api/types';
import { App } from '../app/App';
import { createQueryClient } from '../app/queryClient';
import { createAppRouter } from '../app/router';
import { createLive } from '../live/live';
import type { Hub } from '../live/liveConnection';
import { chaosKinds } from './chaosKinds';
import { scenario } from './scenarioFakes';

/** A hub connection that a test drives. */
export class FakeHub implements Hub {
  readonly invoked: [string, ...unknown[]][] = [];
  private readonly handlers = new Map<string, (message: never) => void>();
  private closed: (() => void) | null = null;
  seq = 0;
  failStart = false;

  async start(): Promise<void> {
    if (this.failStart) throw new Error('refused');
  }

  async stop(): Promise<void> {
    this.closed?.();
  }

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    this.invoked.push([method, ...args]);
    return { seq: this.seq } as T;
  }

  on(method: string, handler: (message: never) => void): void {
    this.handlers.set(method, handler);
  }

  onclose(handler: () => void): void {
    this.closed = handler;
  }

  send(method: string, message: object): void {
    this.handlers.get(method)?.(message as never);
  }

  drop(): void {
    this.closed?.();
  }
}

export const evse = (change: Partial<Evse> = {}): Evse => ({
  id: 1,
  currentType: 'AC',
  maxPowerW: 22_000,
  phases: 3,
  voltageV: 230,
  connectorType: 'Type2',
  cable: 'socket',
  status: 'Available',
  errorCode: 'NoError',
  info: null,
  powerW: 0,
  currentA: 0,
  energyWh: 125_034,
  limitW: 22_000,
  vehicle: null,
  transaction: null,
  lastTransaction: null,
  reader: null,
  connectionTimeOutAt: null,
  ...change,
});

export const charging = (change: Partial<Evse> = {}): Evse =>
  evse({
    status: 'Charging',
    powerW: 10_890,
    vehicle: { id: 'EV1', socPercent: 41.2 },
    transaction: {
      id: 17,
      idTag: 'TAG1',
      startedAt: '2026-01-01T10:00:00Z',
      meterStartWh: 121_004,
      energyWh: 4030,
    },
    ...change,
  });

export const charger = (id: string, change: Partial<Charger> = {}): Charger => ({
  id,
  locationId: 'depot',
  vendor: 'Acme',
  model: 'AC22',
  serialNumber: 'SN1',
  firmwareVersion: '1.4.2',
  csmsUrl: null,
  effectiveCsmsUrl: 'ws://127.0.0.1:8080/ocpp',
  securityProfile: 0,
  meterIntervalSeconds: 10,
  authorizeBeforeStart: true,
  bootOnReconnect: false,
  backupPower: false,
  resumeAfterPowerLoss: true,
  maxReconnectAttempts: null,
  maxReconnectMinutes: null,
  quirks: [],
  running: true,
  connection: 'connected',
  connectionDetail: null,
  registration: 'Accepted',
  status: 'Available',
  errorCode: 'NoError',
  queuedMessages: 0,
  lastMessageAt: '2026-01-01T10:00:00Z',
  evses: [evse()],
  chaos: [],
  ...change,
});

let logSeq = 0;
export const logEntry = (change: Partial<LogEntry> = {}): LogEntry => ({
  seq: ++logSeq,
  time: '2026-01-01T10:00:00.125Z',
  chargerId: 'CP001',
  evseId: null,
  truncated: false,
  category: 'ocpp',
  type: 'Call',
  direction: 'out',
  action: 'Heartbeat',
  messageId: String(logSeq),
  roundTripMs: null,
  payload: {},
  problem: null,
  ...change,
});

export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

type Route = (request: Received) => unknown;

/** An answer other than 200 with JSON. */
export class Answer {
  constructor(
    readonly status: number,
    readonly body?: unknown,
    readonly headers: Record<string, string> = {},
  ) {}
}

/** Answers `GET /path`; everything asked for is in `received`. A route that is not there is a 404. */
export function fakeApi(routes: Record<string, Route>): {
  received: Received[];
  routes: Record<string, Route>;
} {
  const received: Received[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request =
      input instanceof Request ? input : new Request(new URL(String(input), location.origin), init);
    const url = new URL(request.url);
    const text = await request.text();
    const call = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      body: /^application\/(octet-stream|yaml)/.test(request.headers.get('Content-Type') ?? '')
        ? text
        : text
          ? JSON.parse(text)
          : undefined,
    };
    received.push(call);
    const route = routes[`${call.method} ${call.path}`];
    const result = route
      ? await route(call)
      : new Answer(404, { detail: `No route for ${call.method} ${call.path}` });
    const answer = result instanceof Answer ? result : new Answer(200, result);
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: {
        'Content-Type': answer.status < 400 ? 'application/json' : 'application/problem+json',
        ...answer.headers,
      },
    });
  });
  return { received, routes };
}

/** The whole page at an address, on a fake API and a fake hub. */
export function renderPage(address: string, chargers: Charger[], routes: Record<string, Route> = {}) {
  const api = fakeApi({
    'GET /locations': () => [{ id: 'depot', name: 'Depot Nord', state: 'active' }],
    'GET /vehicles': () => [],
    'GET /quirks': () => [],
    'GET /chargers': ({ query }) => {
      const offset = Number(query.get('offset') ?? 0);
      const limit = Number(query.get('limit') ?? chargers.length);
      return new Answer(200, chargers.slice(offset, offset + limit), {
        'X-Total-Count': String(chargers.length),
      });
    },
    ...Object.fromEntries(chargers.map((each) => [`GET /chargers/${each.id}`, () => each])),
    ...Object.fromEntries(
      chargers.flatMap((each) =>
        each.evses.map((one) => [`GET /chargers/${each.id}/evses/${one.id}/history`, () => []]),
      ),
    ),
    'GET /chaos/kinds': () => chaosKinds,
    'GET /scenarios/list': () => [scenario()],
    ...routes,
  });
  const hub = new FakeHub();
  const live = createLive(() => hub);
  live.connection.start();
  const router = createAppRouter(createMemoryHistory({ initialEntries: [`/ui${address}`] }));
  const view = render(<App live={live} router={router} queryClient={createQueryClient()} />);
  return { ...view, ...api, hub, live, router };
}
