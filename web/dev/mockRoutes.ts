import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect } from 'vite';
import type { ChaosKind, ChargePointStatus, Charger } from '../src/api/types';
import { chaosKinds } from '../src/test/chaosKinds';
import { begin, chargers, configuration, logs, random } from './mockFleet.ts';
import { scenarioRoutes } from './mockScenarios.ts';
import { siteRoutes } from './mockSite.ts';

type Handler = (
  match: RegExpMatchArray,
  body: Record<string, never>,
  url: URL,
) => [number, unknown, Record<string, string>?];

const problem = (status: number, detail: string, errors = {}): [number, unknown] => [
  status,
  { status, detail, errors },
];
const charger = (id: string) => chargers.get(decodeURIComponent(id));

const csmsActions = [
  {
    name: 'RemoteStartTransaction',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['idTag'],
      properties: { idTag: { type: 'string', maxLength: 20 }, connectorId: { type: 'integer' } },
    },
    example: { idTag: 'TAG1', connectorId: 1 },
  },
  {
    name: 'RemoteStopTransaction',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['transactionId'],
      properties: { transactionId: { type: 'integer' } },
    },
    example: { transactionId: 1 },
  },
  {
    name: 'ChangeAvailability',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['connectorId', 'type'],
      properties: {
        connectorId: { type: 'integer' },
        type: { type: 'string', enum: ['Operative', 'Inoperative'] },
      },
    },
    example: { connectorId: 1, type: 'Inoperative' },
  },
  {
    name: 'Reset',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['type'],
      properties: { type: { type: 'string', enum: ['Hard', 'Soft'] } },
    },
    example: { type: 'Soft' },
  },
];

const sessions = () =>
  [...chargers.values()].slice(0, 200).flatMap((c) =>
    c.evses.flatMap((e) =>
      e.transaction
        ? [
            {
              transactionId: e.transaction.id,
              number: e.transaction.id,
              state: 'Open',
              chargePointId: c.id,
              connectorId: e.id,
              idTag: e.transaction.idTag,
              startedAt: e.transaction.startedAt,
              stoppedAt: null,
              meterStartWh: Math.round(e.transaction.meterStartWh),
              energyWh: Math.round(e.transaction.energyWh),
              powerW: e.powerW,
              socPercent: e.vehicle?.socPercent ?? null,
              reason: null,
            },
          ]
        : [],
    ),
  );

const csmsView = (c: Charger) => ({
  id: c.id,
  online: c.connection === 'connected',
  registration: c.registration,
  openSessions: c.evses.filter((e) => e.transaction).length,
  queuedCalls: 0,
  bootedAt: new Date().toISOString(),
  connectedAt: new Date(Date.now() - 600_000).toISOString(),
  lastSeenAt: c.lastMessageAt,
  boot: { chargePointVendor: c.vendor, chargePointModel: c.model, firmwareVersion: c.firmwareVersion },
  connectors: c.evses.map((e) => ({
    connectorId: e.id,
    status: e.status,
    errorCode: e.errorCode,
  })),
});

const routes: [string, RegExp, Handler][] = [
  ['GET', /^\/health$/, () => [200, { status: 'ok', version: '0.1.0', uptimeSeconds: 12 }]],
  ['GET', /^\/fleet\/history$/, () => [200, []]],
  ['GET', /^\/chaos\/kinds$/, () => [200, chaosKinds]],
  [
    'POST',
    /^\/chaos$/,
    (_m, body: Record<string, unknown>) => [
      200,
      { injected: (body.ids as string[]).length, refused: [], chaosIds: {}, seed: 1 },
    ],
  ],
  ...siteRoutes,
  ...scenarioRoutes,
  [
    'GET',
    /^\/chargers$/,
    (_m, _b, url) => {
      const all = [...chargers.values()];
      const offset = Number(url.searchParams.get('offset') ?? 0);
      const limit = Number(url.searchParams.get('limit') ?? all.length);
      return [200, all.slice(offset, offset + limit), { 'X-Total-Count': String(all.length) }];
    },
  ],
  [
    'POST',
    /^\/chargers$/,
    (_m, body: Record<string, unknown>) => {
      const id = String(body.id ?? '');
      if (chargers.has(id)) return problem(409, `A charger with the id '${id}' exists already.`);
      return problem(422, 'The charger is not valid.', { 'evses[0].maxPowerW': ['must be above 0'] });
    },
  ],
  ['POST', /^\/chargers\/(start|stop)$/, () => [202, { accepted: 2 }]],
  [
    'GET',
    /^\/chargers\/([^/]+)$/,
    (m) => {
      const c = charger(m[1] ?? '');
      return c ? [200, c] : problem(404, `There is no charger '${m[1]}'.`);
    },
  ],
  [
    'POST',
    /^\/chargers\/([^/]+)\/(start|stop)$/,
    (m) => {
      const c = charger(m[1] ?? '');
      if (!c) return problem(404, 'No such charger.');
      Object.assign(
        c,
        m[2] === 'start'
          ? { running: true, connection: 'connected', registration: 'Accepted' }
          : { running: false, connection: 'off', registration: null },
      );
      touched.add(c.id);
      return [200, c];
    },
  ],
  ['GET', /^\/chargers\/([^/]+)\/config$/, () => [200, configuration]],
  [
    'POST',
    /^\/chargers\/([^/]+)\/config$/,
    (_m, body: Record<string, unknown>) => {
      const entry = configuration.find((e) => e.key === body.key);
      if (!entry) return problem(404, 'Unknown key.');
      if (/Interval|TimeOut/.test(entry.key) && !/^\d+$/.test(String(body.value)))
        return problem(422, `${entry.key} must be a whole number of seconds.`);
      entry.value = String(body.value);
      return [200, entry];
    },
  ],
  ['GET', /^\/chargers\/([^/]+)\/logs$/, (m) => [200, logs.get(m[1] ?? '') ?? []]],
  [
    'DELETE',
    /^\/chargers\/([^/]+)\/logs$/,
    (m) => {
      logs.delete(m[1] ?? '');
      return [204, null];
    },
  ],
  [
    'POST',
    /^\/chargers\/([^/]+)\/chaos$/,
    (m, body: Record<string, unknown>) => {
      const c = charger(m[1] ?? '');
      if (!c) return problem(404, 'No such charger.');
      const duration = Number(body.durationSeconds ?? 60);
      const chaos = {
        id: String(Math.floor(random() * 1e9)),
        kind: body.kind as ChaosKind,
        evseId: (body.evseId as number | undefined) ?? null,
        errorCode: null,
        detail: null,
        startedAt: new Date().toISOString(),
        endsAt: duration ? new Date(Date.now() + duration * 1000).toISOString() : null,
      };
      c.chaos.push(chaos);
      if (chaos.kind === 'disconnect') c.connection = 'waiting';
      touched.add(c.id);
      return [200, chaos];
    },
  ],
  [
    'DELETE',
    /^\/chargers\/([^/]+)\/chaos(?:\/(.+))?$/,
    (m) => {
      const c = charger(m[1] ?? '');
      if (c) {
        c.chaos = m[2] ? c.chaos.filter((x) => x.id !== m[2]) : [];
        c.connection = 'connected';
        touched.add(c.id);
      }
      return [204, null];
    },
  ],
  [
    'GET',
    /^\/chargers\/([^/]+)\/evses\/(\d+)\/history$/,
    (m) => {
      const e = charger(m[1] ?? '')?.evses[Number(m[2]) - 1];
      if (!e?.transaction) return [200, []];
      return [
        200,
        Array.from({ length: 90 }, (_, i) => ({
          time: new Date(Date.now() - (90 - i) * 10_000).toISOString(),
          limitW: i > 30 && i < 50 ? e.maxPowerW * 0.5 : e.maxPowerW,
          powerW: i < 4 ? 0 : (i > 30 && i < 50 ? 0.5 : 0.8) * e.maxPowerW * (0.97 + random() * 0.03),
          socPercent: Math.max(0, (e.vehicle?.socPercent ?? 40) - (90 - i) * 0.12),
        })),
      ];
    },
  ],
  [
    'POST',
    /^\/chargers\/([^/]+)\/evses\/(\d+)\/([a-z-]+)$/,
    (m, body: Record<string, unknown>) => {
      const c = charger(m[1] ?? '');
      const e = c?.evses[Number(m[2]) - 1];
      if (!c || !e) return problem(404, 'No such EVSE.');
      if (m[3] === 'plug-in')
        Object.assign(e, {
          vehicle: { id: body.vehicleId ?? 'generic', socPercent: 30 },
          status: 'Preparing',
        });
      if (m[3] === 'present-tag')
        e.transaction
          ? Object.assign(e, { transaction: null, status: 'Finishing', powerW: 0 })
          : begin(e, String(body.idTag));
      if (m[3] === 'stop-transaction')
        Object.assign(e, { transaction: null, status: 'Finishing', powerW: 0 });
      if (m[3] === 'unplug') {
        if (e.transaction && body.side !== 'ev')
          return problem(409, 'The plug is locked while a transaction runs. Stop it first.');
        Object.assign(e, { vehicle: null, transaction: null, status: 'Available', powerW: 0 });
      }
      if (m[3] === 'status') e.status = body.status as ChargePointStatus;
      touched.add(c.id);
      return [202, e];
    },
  ],
  ['GET', /^\/csms\/chargers$/, () => [200, [...chargers.values()].slice(0, 500).map(csmsView)]],
  ['GET', /^\/csms\/sessions$/, () => [200, sessions()]],
  [
    'GET',
    /^\/csms\/chargers\/([^/]+)$/,
    (m) => {
      const c = charger(m[1] ?? '');
      return c ? [200, csmsView(c)] : problem(404, 'It has not connected yet.');
    },
  ],
  ['GET', /^\/csms\/id-tags$/, () => [200, []]],
  ['GET', /^\/csms\/actions$/, () => [200, csmsActions]],
  [
    'POST',
    /^\/csms\/chargers\/([^/]+)\/calls$/,
    () => [200, { messageId: 'abc', status: 'result', payload: { status: 'Accepted' }, roundTripMs: 12 }],
  ],
];

export const touched = new Set<string>();

export function handle(req: IncomingMessage, res: ServerResponse, next: Connect.NextFunction): void {
  const url = new URL(req.url ?? '/', 'http://mock');
  const found = routes.flatMap(([method, path, handler]) => {
    const match = method === req.method ? url.pathname.match(path) : null;
    return match ? [{ match, handler }] : [];
  })[0];
  if (!found) {
    next();
    return;
  }
  let text = '';
  req.on('data', (chunk) => {
    text += chunk;
  });
  req.on('end', () => {
    const failing = process.env.MOCK_FAIL && /^\/(chargers|vehicles|locations)$/.test(url.pathname);
    const [status, body, headers] = failing
      ? [500, { status: 500, detail: 'The database is locked by another process.' }, {}]
      : found.handler(found.match, bodyOf(text), url);
    setTimeout(
      () => {
        res.writeHead(status, {
          'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
          ...headers,
        });
        res.end(body === null ? '' : JSON.stringify(body));
      },
      Number(process.env.MOCK_DELAY ?? 0),
    );
  });
}

/** JSON, or a file of another kind as it is. */
function bodyOf(text: string): never {
  try {
    return (text ? JSON.parse(text) : {}) as never;
  } catch {
    return text as never;
  }
}
