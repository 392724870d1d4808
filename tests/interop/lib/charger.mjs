// A charge point as a third-party central system sees it, whichever library that is made of.
export class PeerCharger {
  /** Calls received, oldest first: { method, params, messageId, connection }. */
  calls = [];
  /** Overrides of the default answers: method → (params) => payload or Error. */
  answers = new Map();
  connections = 0;
  #waiters = new Set();

  constructor(identity, violations, newTransactionId) {
    this.identity = identity;
    this.newTransactionId = newTransactionId;
    this.violations = violations;
  }

  answer(method, params) {
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
      case 'SignCertificate':
        return { status: 'Rejected' };
      case 'StatusNotification':
      case 'MeterValues':
      case 'DiagnosticsStatusNotification':
      case 'FirmwareStatusNotification':
      case 'LogStatusNotification':
      case 'SignedFirmwareStatusNotification':
      case 'SecurityEventNotification':
        return {};
      default:
        this.violation(`${method} is no action that a charge point calls unasked`, params);
        throw new Error(method);
    }
  }

  violation(text, detail) {
    this.violations.push(`${this.identity}: ${text} ${JSON.stringify(detail)}`);
  }

  wake() {
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
}
