// A third-party central system in strict mode: every call and answer of either side is checked against the official
// schemas that ship with ocpp-rpc. What fails is collected in `violations`.
import { createRequire } from 'node:module';

const { RPCServer, createRPCError } = createRequire(import.meta.url)('ocpp-rpc');

export const SUBPROTOCOL = 'ocpp1.6';

export class Peer {
  violations = [];
  /** How the next handshakes are answered: null admits, a number is the HTTP status of the refusal. */
  refuseWith = null;
  handshakes = [];
  #chargers = new Map();
  #nextTransactionId = 1000;
  #server = new RPCServer({
    protocols: [SUBPROTOCOL],
    strictMode: true,
    callTimeoutMs: 60_000,
    pingIntervalMs: 0,
  });

  static async start() {
    const peer = new Peer();
    peer.#server.auth((accept, reject, handshake) => {
      peer.handshakes.push(handshake);
      if (peer.refuseWith !== null) return reject(peer.refuseWith, 'refused by the test');
      accept({}, SUBPROTOCOL);
    });
    peer.#server.on('client', (client) => peer.charger(client.identity).attach(client));
    const http = await peer.#server.listen(0, '127.0.0.1');
    peer.url = `ws://127.0.0.1:${http.address().port}/ocpp`;
    return peer;
  }

  /** The central system's view of one identity; it outlives connections. */
  charger(identity) {
    let charger = this.#chargers.get(identity);
    if (!charger) {
      charger = new PeerCharger(identity, this.violations, () => this.#nextTransactionId++);
      this.#chargers.set(identity, charger);
    }
    return charger;
  }

  async stop() {
    await this.#server.close({ code: 1001, reason: 'test over', force: true });
  }
}

class PeerCharger {
  /** Calls received, oldest first: { method, params, messageId, connection }. */
  calls = [];
  /** Overrides of the default answers: method → (params) => payload or Error. */
  answers = new Map();
  connections = 0;
  client = null;
  #waiters = new Set();

  constructor(identity, violations, newTransactionId) {
    this.identity = identity;
    this.newTransactionId = newTransactionId;
    this.violations = violations;
  }

  attach(client) {
    this.client = client;
    this.connections++;
    const connection = this.connections;
    client.on('strictValidationFailure', ({ method, outbound, isCall, error, params, result }) =>
      this.#violation(`${outbound ? 'sent' : 'received'} ${method} ${isCall ? 'request' : 'response'}: ${error.message}`, {
        details: error.details,
        params,
        result,
      }),
    );
    client.on('badMessage', ({ buffer, error }) => this.#violation(`bad message: ${error.message}`, buffer.toString()));
    client.handle(({ method, params, messageId }) => {
      const answer = this.#answer(method, params);
      this.calls.push({ method, params, messageId, connection });
      // The waiters look after this turn, when the answer is on its way.
      setImmediate(() => this.#wake());
      return answer;
    });
    client.once('disconnect', () => this.#wake());
    client.once('close', () => this.#wake());
    this.#wake();
  }

  #answer(method, params) {
    const own = this.answers.get(method);
    if (own) return own(params);
    const idTagInfo = { status: 'Accepted' };
    switch (method) {
      case 'BootNotification':
        return { status: 'Accepted', currentTime: new Date().toISOString(), interval: 300 };
      case 'Heartbeat':
        return { currentTime: new Date().toISOString() };
      case 'Authorize':
        return { idTagInfo };
      case 'StartTransaction':
        return { idTagInfo, transactionId: this.newTransactionId() };
      case 'StopTransaction':
        return params.idTag ? { idTagInfo } : {};
      case 'StatusNotification':
      case 'MeterValues':
        return {};
      default:
        this.#violation(`${method} is not an action of the Core profile`, params);
        throw createRPCError('NotImplemented');
    }
  }

  #violation(text, detail) {
    this.violations.push(`${this.identity}: ${text} ${JSON.stringify(detail)}`);
  }

  #wake() {
    for (const waiter of this.#waiters) waiter();
  }

  /** Resolves with the first truthy value of `look`, looked for now and after each event of this charger. */
  until(what, look, timeoutMs = 60_000) {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (!found) return;
        clearTimeout(timer);
        this.#waiters.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(check);
        const seen = this.calls.map((c) => `${c.method} ${JSON.stringify(c.params)}`).join('\n  ');
        reject(new Error(`${this.identity}: no ${what} within ${timeoutMs} ms; seen:\n  ${seen}`));
      }, timeoutMs);
      this.#waiters.add(check);
      check();
    });
  }

  /** The first call of `method` after position `from` that `matches`. */
  received(method, matches = () => true, from = 0) {
    return this.until(`${method}`, () => this.calls.slice(from).find((c) => c.method === method && matches(c.params)));
  }

  status(connectorId, status, from = 0) {
    return this.received(
      'StatusNotification',
      (p) => p.connectorId === connectorId && p.status === status,
      from,
    );
  }

  /** Calls the charger; an answer with CALLERROR comes back as { error: code }. */
  async call(method, params = {}) {
    try {
      return await this.client.call(method, params);
    } catch (error) {
      if (!error.rpcErrorCode) throw error;
      return { error: error.rpcErrorCode };
    }
  }
}
