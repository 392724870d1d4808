import type { Scenario, ScenarioStatus, TimelineEntry } from '../src/api/types';
import { scenario } from '../src/test/scenarioFakes.ts';
import { chargers, locationId } from './mockFleet.ts';

// One scenario whose run was over before the page was opened. MOCK_ENTRIES sets how long its timeline is.

type Answer = [number, unknown];
type Handler = (match: RegExpMatchArray, body: unknown, url: URL) => Answer;

const scenarios: Scenario[] = [
  scenario(),
  scenario({ name: 'mine', title: 'One of mine', description: 'Written by a user.', builtIn: false }),
];

const startedAt = Date.now() - 700_000;
const durationSeconds = 600;
const kinds = [
  'plugged-in',
  'present-tag',
  'transaction-started',
  'transaction-stopped',
  'unplugged',
] as const;

function made(): TimelineEntry[] {
  const ids = [...chargers.keys()];
  const total = ids.length === 0 ? 0 : Number(process.env.MOCK_ENTRIES ?? ids.length * 20);
  return Array.from({ length: total }, (_, index) => {
    const offsetSeconds = (index / total) * durationSeconds;
    const turn = Math.floor(index / ids.length);
    const kind = kinds[(turn + index) % kinds.length] ?? 'refused';
    return {
      seq: index + 1,
      offsetSeconds,
      time: new Date(startedAt + offsetSeconds * 1000).toISOString(),
      chargerId: ids[index % ids.length] ?? null,
      evseId: 1,
      origin: kind === 'present-tag' ? 'plan' : 'consequence',
      kind: index % 97 === 0 ? 'refused' : kind,
      detail: 'of the mock server',
    };
  });
}

const timeline = made();

const status = (after: number, limit: number): ScenarioStatus => ({
  running: false,
  locationId,
  locationName: 'Depot Nord',
  runId: 'mock-1',
  scenario: 'normal_charge',
  title: 'Normal charging',
  seed: 42,
  startedAt: new Date(startedAt).toISOString(),
  endedAt: new Date(startedAt + durationSeconds * 1000).toISOString(),
  endReason: 'finished',
  endDetail: null,
  elapsedSeconds: durationSeconds,
  durationSeconds,
  hash: '5e'.repeat(32),
  outcomeHash: '0c'.repeat(32),
  plannedActs: timeline.filter(({ origin }) => origin === 'plan').length,
  refusedActs: timeline.filter(({ kind }) => kind === 'refused').length,
  timelineTotal: timeline.length,
  timelineDropped: 0,
  timeline: timeline.slice(after, after + limit),
});

export const scenarioRoutes: [string, RegExp, Handler][] = [
  ['GET', /^\/scenarios\/list$/, () => [200, scenarios]],
  [
    'GET',
    /^\/scenarios\/status$/,
    (_m, _b, url) => [
      200,
      status(Number(url.searchParams.get('after') ?? 0), Number(url.searchParams.get('limit') ?? 1000)),
    ],
  ],
  [
    'POST',
    /^\/scenarios\/run$/,
    () => [
      422,
      {
        status: 422,
        detail: 'Not valid.',
        errors: { 'parameters.stayMinutes': ['is too long for the mock server'] },
      },
    ],
  ],
  ['POST', /^\/scenarios\/stop$/, () => [409, { status: 409, detail: 'No scenario is running.' }]],
];
