import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const startLimitMs = 240_000;

/** Starts the real simulator for the tests. SIMULATOR_DLL names a built Server.dll; without it the source is run. */
export async function startSimulator(...options: string[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = await mkdtemp(join(tmpdir(), 'ocppsim-e2e-'));
  const program = process.env.SIMULATOR_DLL
    ? [process.env.SIMULATOR_DLL]
    : ['run', '--project', join(root, 'src/Server'), '-c', 'Release', '--'];
  const child = spawn('dotnet', [...program, '--urls', url, '--data-dir', data, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  try {
    await answers(`${url}/health`, child);
  } catch (error) {
    child.kill();
    throw new Error(`The simulator did not start: ${String(error)}\n${output.slice(0, 4000)}`);
  }
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

export default async function setup(): Promise<() => Promise<void>> {
  const simulator = await startSimulator();
  process.env.SIMULATOR_URL = simulator.url;
  return simulator.stop;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Waits for an answer: the process says nothing that could be awaited before it listens. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + startLimitMs;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    if (answer && answer.status >= 500) throw new Error(`${url} answers ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('no answer in time');
}
