// A second third-party central system, of ocpp-ts. It checks the requests that it receives and nothing else, so that every frame of either
// side is held against the schemas that ship with it here as well. Those are of OCPP 1.6 without the security extension: what a charger
// calls of that it answers with NotImplemented, and what we call of it is held against the schemas of ocpp-rpc.
import { createRequire } from 'node:module';
import http from 'node:http';
import { PeerCharger } from './charger.mjs';

const require = createRequire(import.meta.url);
const { OcppServer } = require('ocpp-ts');
const ofPackage = createRequire(require.resolve('ocpp-ts'));
const Ajv = ofPackage('ajv');

// The library leaves a timer of ten seconds behind for every call: they must not keep the tests from ending.
const setTimer = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((run, delay, ...more) => {
  const timer = setTimer(run, delay, ...more);
  return delay === 10_000 ? timer.unref() : timer;
}, setTimer);

const validators = new Map();
const extension = new Map(require('ocpp-rpc/lib/schemas/ocpp1_6.json').map((schema) => [schema.$id, schema]));

function schemaOf(name) {
  try {
    return ofPackage(`./ocpp-1.6-schemas/${name}.json`);
  } catch {
    const found = extension.get(name.endsWith('Response') ? `urn:${name.slice(0, -8)}.conf` : `urn:${name}.req`);
    if (!found) throw new Error(`There is no schema of ${name}.`);
    return found;
  }
}

function problem(name, payload) {
  let validate = validators.get(name);
  if (!validate) {
    const { $schema, id, $id, ...schema } = schemaOf(name);
    // In binary, 16.1 is no multiple of 0.1.
    validate = new Ajv({ multipleOfPrecision: 6 }).compile(schema);
    validators.set(name, validate);
  }
  return validate(payload) ? null : JSON.stringify(validate.errors);
}

export class SecondPeer {
  violations = [];
  #chargers = new Map();
  #nextTransactionId = 5000;
  #server = new OcppServer();
  #http;

  static async start() {
    const peer = new SecondPeer();
    peer.#server.on('connection', (client) => peer.charger(client.getCpId()).attach(client));
    peer.#http = await listen(peer.#server);
    peer.url = `ws://127.0.0.1:${peer.#http.address().port}/ocpp`;
    return peer;
  }

  charger(identity) {
    let charger = this.#chargers.get(identity);
    if (!charger) {
      charger = new SecondCharger(identity, this.violations, () => this.#nextTransactionId++);
      this.#chargers.set(identity, charger);
    }
    return charger;
  }

  async stop() {
    for (const charger of this.#chargers.values()) charger.socket?.terminate();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}

// The library listens on all addresses, and keeps its server to itself.
function listen(server) {
  const { createServer } = http;
  const loaded = require('node:http');
  return new Promise((resolve) => {
    loaded.createServer = (...options) => {
      const made = createServer(...options);
      const listenAt = made.listen.bind(made);
      made.listen = () => listenAt(0, '127.0.0.1', () => resolve(made));
      return made;
    };
    try {
      server.listen(0);
    } finally {
      loaded.createServer = createServer;
    }
  });
}

const ACTIONS = [
  'Authorize BootNotification DataTransfer DiagnosticsStatusNotification FirmwareStatusNotification Heartbeat MeterValues',
  'StartTransaction StatusNotification StopTransaction',
]
  .join(' ')
  .split(' ');

class SecondCharger extends PeerCharger {
  socket = null;
  #client = null;
  #sent = new Map();

  attach(client) {
    this.#client = client;
    this.connections++;
    const connection = this.connections;
    this.socket = client.connection.socket;
    this.#watch(this.socket);
    for (const method of ACTIONS) {
      client.on(method, (params, respond) => {
        const answer = this.answer(method, params);
        this.calls.push({ method, params, connection });
        respond(answer);
        setImmediate(() => this.wake());
      });
    }
    client.on('close', () => this.wake());
    this.wake();
  }

  #watch(socket) {
    const send = socket.send.bind(socket);
    const received = new Map();
    const check = (from, name, payload) => {
      const wrong = problem(name, payload);
      if (wrong) this.violation(`${from} ${name}: ${wrong}`, payload);
    };
    socket.send = (text, ...more) => {
      const [type, id, ...rest] = JSON.parse(text);
      if (type === 2) {
        this.#sent.set(id, rest[0]);
        check('sent', rest[0], rest[1]);
      } else if (type === 3) check('sent', `${received.get(id)}Response`, rest[0]);
      else if (rest[0] !== 'NotImplemented' || ACTIONS.includes(received.get(id)))
        this.violation(`refused ${received.get(id)}`, rest);
      send(text, ...more);
    };
    socket.prependListener('message', (data) => {
      const [type, id, ...rest] = JSON.parse(data.toString());
      if (type === 2) {
        received.set(id, rest[0]);
        check('received', rest[0], rest[1]);
      } else if (!this.#sent.has(id)) this.violation('received an answer to nothing', data.toString());
      else if (type === 3) check('received', `${this.#sent.get(id)}Response`, rest[0]);
      else if (type !== 4 || rest.length !== 3) this.violation('received no message', data.toString());
    });
  }

  /** Calls the charger; an answer with CALLERROR comes back as { error: code }. */
  async call(method, params = {}) {
    try {
      return await this.#client.callRequest(method, params);
    } catch (error) {
      if (!error.code) throw error;
      return { error: error.code };
    }
  }
}
