// A third-party central system in strict mode: every call and answer of either side is checked against the official
// schemas that ship with ocpp-rpc. What fails is collected in `violations`.
import { createRequire } from 'node:module';
import { PeerCharger } from './charger.mjs';

const { RPCServer } = createRequire(import.meta.url)('ocpp-rpc');

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
      charger = new StrictCharger(identity, this.violations, () => this.#nextTransactionId++);
      this.#chargers.set(identity, charger);
    }
    return charger;
  }

  async stop() {
    await this.#server.close({ code: 1001, reason: 'test over', force: true });
  }
}

class StrictCharger extends PeerCharger {
  client = null;

  attach(client) {
    this.client = client;
    this.connections++;
    const connection = this.connections;
    client.on('strictValidationFailure', ({ method, outbound, isCall, error, params, result }) =>
      this.violation(`${outbound ? 'sent' : 'received'} ${method} ${isCall ? 'request' : 'response'}: ${error.message}`, {
        details: error.details,
        params,
        result,
      }),
    );
    client.on('badMessage', ({ buffer, error }) => this.violation(`bad message: ${error.message}`, buffer.toString()));
    client.handle(({ method, params, messageId }) => {
      const answer = this.answer(method, params);
      this.calls.push({ method, params, messageId, connection });
      // The waiters look after this turn, when the answer is on its way.
      setImmediate(() => this.wake());
      return answer;
    });
    client.once('disconnect', () => this.wake());
    client.once('close', () => this.wake());
    this.wake();
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
