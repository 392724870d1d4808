// The simulator as its users run it: the built server in a process of its own, driven over its HTTP API.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../../', import.meta.url).pathname;

function findServer() {
  const candidates = [
    process.env.SIMULATOR_DLL,
    join(root, 'src/Server/bin/Release/net10.0/Server.dll'),
    join(root, 'src/Server/bin/Debug/net10.0/Server.dll'),
  ];
  const dll = candidates.find((path) => path && existsSync(path));
  if (!dll) throw new Error('Build the server first: dotnet build src/Server -c Release');
  return dll;
}

export class Simulator {
  /** With its embedded central system, or without. */
  static async start({ csms = false } = {}) {
    const dataDir = mkdtempSync(join(tmpdir(), 'interop-'));
    const options = ['--urls', 'http://127.0.0.1:0', '--data-dir', dataDir, '--no-demo'];
    if (!csms) options.push('--no-csms');
    const child = spawn('dotnet', [findServer(), ...options], { cwd: dataDir, stdio: ['ignore', 'pipe', 'pipe'] });
    const simulator = new Simulator(child, dataDir);
    simulator.url = await simulator.#listening();
    return simulator;
  }

  constructor(child, dataDir) {
    this.child = child;
    this.dataDir = dataDir;
    this.output = '';
    this.exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  #listening() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The server did not start:\n${this.output}`)), 60_000);
      const read = (chunk) => {
        this.output += chunk;
        const match = /https?:\/\/127\.0\.0\.1:\d+/.exec(this.output);
        if (!match) return;
        clearTimeout(timer);
        resolve(match[0]);
      };
      this.child.stdout.on('data', read);
      this.child.stderr.on('data', read);
      this.exited.then((code) => {
        clearTimeout(timer);
        reject(new Error(`The server ended with exit code ${code}:\n${this.output}`));
      });
    });
  }

  async request(method, path, body) {
    const response = await fetch(this.url + path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  post(path, body) {
    return this.request('POST', path, body);
  }

  /** Creates a charger that connects to `csmsUrl` and powers it on. */
  async startCharger(id, csmsUrl, settings = {}) {
    await this.post('/chargers', {
      id,
      csmsUrl,
      vendor: 'Interop',
      model: 'AC22',
      meterIntervalSeconds: 1,
      evses: [{ id: 1 }, { id: 2, cable: 'fixed', currentType: 'DC', maxPowerW: 50_000, connectorType: 'CCS2' }],
      ...settings,
    });
    await this.post(`/chargers/${encodeURIComponent(id)}/start`);
  }

  evse(chargerId, evseId, action, body = {}) {
    return this.post(`/chargers/${encodeURIComponent(chargerId)}/evses/${evseId}/${action}`, body);
  }

  /** Ends the process as Ctrl+C does; resolves with its exit code. */
  async stop() {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 60_000);
    const code = await this.exited;
    clearTimeout(timer);
    rmSync(this.dataDir, { recursive: true, force: true });
    return code;
  }
}
