import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin, PreviewServer, ViteDevServer } from 'vite';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChaosKind, ChargePointStatus, Charger, LogEntry } from '../src/api/types';
import {
  begin,
  chargers,
  configuration,
  locationId,
  log,
  logs,
  random,
  tick,
  vehicles,
} from './mockFleet.ts';

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

const locations = [
  {
    id: locationId,
    name: 'Depot Nord',
    address: 'Hafenstraße 1, Hamburg',
    timeZone: 'Europe/Berlin',
    csmsUrl: null,
    gridLimitW: 250_000,
    state: 'active',
  },
  {
    id: 'office',
    name: 'Office park',
    address: null,
    timeZone: 'Europe/Berlin',
    csmsUrl: null,
    gridLimitW: null,
    state: 'idle',
  },
];

const csmsActions = [
  {
    name: 'RemoteStartTransaction',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['idTag'],
      properties: { idTag: { type: 'string', maxLength: 20 }, connectorId: { type: 'integer' } },
    },
  },
  {
    name: 'RemoteStopTransaction',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['transactionId'],
      properties: { transactionId: { type: 'integer' } },
    },
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
  },
  {
    name: 'Reset',
    profile: 'Core',
    request: {
      type: 'object',
      required: ['type'],
      properties: { type: { type: 'string', enum: ['Hard', 'Soft'] } },
    },
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
  ['GET', /^\/locations$/, () => [200, locations]],
  [
    'POST',
    /^\/locations\/activate\/(.+)$/,
    (m) => {
      for (const l of locations) l.state = l.id === m[1] ? 'active' : 'idle';
      return [200, locations.find((l) => l.id === m[1])];
    },
  ],
  ['GET', /^\/vehicles$/, () => [200, vehicles]],
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
    'POST',
    /^\/import\/chargers$/,
    (_m, body) => [
      200,
      {
        valid: Array.isArray(body),
        created: Array.isArray(body) ? (body as unknown[]).length : 0,
        updated: 0,
        unchanged: 0,
        errors: [],
        items: [],
      },
    ],
  ],
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

const touched = new Set<string>();

function handle(req: IncomingMessage, res: ServerResponse, next: Connect.NextFunction): void {
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
    const failing = process.env.MOCK_FAIL && url.pathname === '/chargers';
    const [status, body, headers] = failing
      ? [500, { status: 500, detail: 'The database is locked by another process.' }, {}]
      : found.handler(found.match, text ? JSON.parse(text) : {}, url);
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

interface Client {
  socket: WebSocket;
  topics: Map<string, number>;
  rows: Set<string>;
}
const clients = new Set<Client>();
const end = '\u001e';
const sockets = new WebSocketServer({ noServer: true });

sockets.on('connection', (socket) => {
  const client: Client = { socket, topics: new Map(), rows: new Set() };
  clients.add(client);
  socket.on('close', () => clients.delete(client));
  socket.on('message', (data) => {
    for (const part of data.toString().split(end).filter(Boolean)) {
      const message = JSON.parse(part);
      if (message.protocol) socket.send(`{}${end}`);
      if (message.type !== 1) continue;
      const [argument] = message.arguments;
      if (message.target === 'Subscribe') client.topics.set(argument, 0);
      if (message.target === 'Unsubscribe') client.topics.delete(argument);
      if (message.target === 'WatchRows') client.rows = new Set(argument);
      socket.send(
        JSON.stringify({
          type: 3,
          invocationId: message.invocationId,
          result: message.target === 'Subscribe' ? { seq: 0 } : null,
        }) + end,
      );
    }
  });
});

function publish(client: Client, topic: string, target: string, message: object): void {
  const seq = client.topics.get(topic);
  if (seq === undefined) return;
  client.topics.set(topic, seq + 1);
  client.socket.send(JSON.stringify({ type: 1, target, arguments: [{ seq: seq + 1, ...message }] }) + end);
}

function fleet() {
  const statuses: Partial<Record<ChargePointStatus, number>> = {};
  let powerW = 0,
    connected = 0,
    charging = 0,
    running = 0;
  for (const c of chargers.values()) {
    if (c.connection === 'connected') connected++;
    if (c.running) running++;
    for (const e of c.evses) {
      statuses[e.status] = (statuses[e.status] ?? 0) + 1;
      powerW += e.powerW;
      if (e.status === 'Charging') charging++;
    }
  }
  return {
    time: new Date().toISOString(),
    locationId,
    locationName: 'Depot Nord',
    total: chargers.size,
    running,
    connected,
    charging,
    powerW,
    messagesPerSecond: chargers.size * 0.11,
    statuses,
  };
}

function beat(): void {
  const { changed, power, entries } = tick();
  for (const id of touched) {
    changed.add(id);
    entries.set(id, [
      ...(entries.get(id) ?? []),
      log(id, { category: 'system', type: 'Changed', payload: { detail: 'Changed by hand' } }),
    ]);
  }
  touched.clear();
  for (const client of clients) {
    publish(client, 'fleet', 'fleet', fleet());
    const rows = [...chargers.values()].filter(
      (c) => changed.has(c.id) || (power.has(c.id) && client.rows.has(c.id)),
    );
    if (rows.length) publish(client, 'chargers', 'chargers', { changed: rows, removed: [], reset: false });
    for (const topic of client.topics.keys()) {
      const id = topic.slice(topic.indexOf(':') + 1);
      const c = chargers.get(id) as Charger | undefined;
      if (!c) continue;
      if (topic.startsWith('charger:'))
        publish(client, topic, 'charger', {
          charger: c,
          samples: c.evses.map((e) => ({
            evseId: e.id,
            time: new Date().toISOString(),
            powerW: e.powerW,
            limitW: e.limitW,
            socPercent: e.vehicle?.socPercent ?? null,
          })),
        });
      const lines: LogEntry[] | undefined = entries.get(id);
      if (topic.startsWith('log:') && lines)
        publish(client, topic, 'log', { chargerId: id, entries: lines, dropped: 0 });
    }
  }
}

function attach(server: ViteDevServer | PreviewServer): void {
  server.middlewares.use(handle);
  server.httpServer?.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (request.url?.startsWith('/live'))
      sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws));
  });
  const timer = setInterval(beat, 250);
  server.httpServer?.on('close', () => clearInterval(timer));
}

export const mockServer = (): Plugin => ({
  name: 'mock-server',
  configureServer: attach,
  configurePreviewServer: attach,
});
