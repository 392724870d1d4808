import type { IncomingMessage } from 'node:http';
import type { Plugin, PreviewServer, ViteDevServer } from 'vite';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChargePointStatus, Charger, LogEntry } from '../src/api/types';
import { chargers, locationId, log, tick } from './mockFleet.ts';
import { handle, touched } from './mockRoutes.ts';

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
          parts: [],
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
