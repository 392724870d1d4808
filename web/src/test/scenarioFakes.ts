import type { Scenario, ScenarioField, ScenarioStatus, TimelineEntry } from '../api/types';

export const field = (change: Partial<ScenarioField> = {}): ScenarioField => ({
  name: 'stayMinutes',
  title: 'Stay',
  description: 'Mean stay.',
  type: 'number',
  unit: 'min',
  minimum: 0.1,
  maximum: 1440,
  default: 20,
  choices: null,
  ...change,
});

export const scenario = (change: Partial<Scenario> = {}): Scenario => ({
  name: 'normal_charge',
  title: 'Normal charging',
  description: 'Cars come and go.',
  builtIn: true,
  durationSeconds: 1800,
  parameters: [
    field(),
    field({
      name: 'waves',
      title: 'Waves',
      type: 'integer',
      unit: null,
      minimum: 1,
      maximum: 100,
      default: 4,
    }),
    field({ name: 'network', title: 'Network', type: 'boolean', unit: null, default: true }),
    field({ name: 'idTag', title: 'Tag', type: 'text', unit: null, default: '' }),
    field({
      name: 'drivers',
      title: 'Drivers',
      type: 'choice',
      unit: null,
      default: 'generated',
      choices: ['generated', 'location'],
    }),
  ],
  ...change,
});

export const entry = (seq: number, change: Partial<TimelineEntry> = {}): TimelineEntry => ({
  seq,
  offsetSeconds: seq,
  time: new Date(Date.UTC(2026, 0, 1, 10, 0, seq)).toISOString(),
  chargerId: 'CP001',
  evseId: 1,
  origin: 'consequence',
  kind: 'status-changed',
  detail: '',
  ...change,
});

export const runStatus = (change: Partial<ScenarioStatus> = {}): ScenarioStatus => ({
  running: true,
  locationId: 'depot',
  locationName: 'Depot Nord',
  runId: 'run-1',
  scenario: 'normal_charge',
  title: 'Normal charging',
  seed: 7,
  startedAt: '2026-01-01T10:00:00.000Z',
  endedAt: null,
  endReason: null,
  endDetail: null,
  elapsedSeconds: 12,
  durationSeconds: 60,
  hash: 'a'.repeat(64),
  outcomeHash: 'b'.repeat(64),
  plannedActs: 3,
  refusedActs: 0,
  timelineTotal: 0,
  timelineDropped: 0,
  timeline: [],
  ...change,
});
