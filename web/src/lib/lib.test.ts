import { describe, expect, it } from 'vitest';
import { charging, evse } from '../test/fakes';
import { configurationProfile, configurationUnit } from './configurationKeys';
import {
  ago,
  ahead,
  duration,
  kilowattHours,
  kilowatts,
  localTime,
  milliseconds,
  naturalKey,
  utc,
} from './format';
import { summaryOf } from './ocppSummary';
import { statuses } from './status';
import { isAllowed, settableStatuses } from './transitions';

describe('format', () => {
  it('shows kW and kWh with one decimal', () => {
    expect(kilowatts(10_890)).toBe('10.9');
    expect(kilowattHours(1_250_034)).toBe('1,250.0');
    expect(kilowatts(null)).toBe('–');
  });

  it('shows durations, ages and round trips', () => {
    expect(duration(3723)).toBe('1:02:03');
    expect(duration(63)).toBe('1:03');
    expect(duration(-5)).toBe('0:00');
    const now = Date.parse('2026-01-01T10:00:00Z');
    expect(ago('2026-01-01T09:59:59.500Z', now)).toBe('now');
    expect(ago('2026-01-01T09:59:18Z', now)).toBe('42 s');
    expect(ago('2026-01-01T07:00:00Z', now)).toBe('3 h');
    expect(ago(null, now)).toBe('–');
    expect(milliseconds(8.4)).toBe('8 ms');
    expect(milliseconds(1250)).toBe('1.3 s');
  });

  it('shows the date of another day, and the year of another year', () => {
    const now = new Date(2026, 10, 22, 12);
    const shown = (...at: [number, number, number]) => localTime(new Date(...at, 8, 5, 6).toISOString(), now);
    expect(shown(2026, 10, 22)).toBe('08:05:06');
    expect(shown(2026, 0, 3)).toMatch(/3.* 08:05:06$/);
    expect(shown(2026, 0, 3)).not.toContain('2026');
    expect(shown(2027, 0, 3)).toContain('2027');
  });

  it('tells a span ahead in the unit that one thinks of it in', () => {
    expect([0, 89, 365, 7299].map(ahead)).toEqual(['0 d', '89 d', '12 months', '20 years']);
  });

  it('gives the exact UTC instant', () => {
    expect(utc('2026-01-01T10:00:00.125Z')).toBe('2026-01-01 10:00:00.125 UTC');
  });

  it('sorts ids as people count', () => {
    const ids = ['CP10', 'CP2', 'cp1'].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1));
    expect(ids).toEqual(['cp1', 'CP2', 'CP10']);
  });
});

describe('transitions', () => {
  it('has the 53 of OCPP 1.6', () => {
    const number = statuses.flatMap((from) => statuses.filter((to) => isAllowed(from, to))).length;
    expect(number).toBe(53);
  });

  it('offers no charging without a transaction and never Reserved', () => {
    expect(settableStatuses(evse())).toEqual(['Preparing', 'Unavailable', 'Faulted']);
    expect(settableStatuses(charging())).toEqual([
      'Available',
      'SuspendedEV',
      'SuspendedEVSE',
      'Finishing',
      'Unavailable',
      'Faulted',
    ]);
  });
});

describe('configuration keys', () => {
  it('knows profile and unit, and leaves the rest to the vendor', () => {
    expect(configurationProfile('HeartbeatInterval')).toBe('Core');
    expect(configurationProfile('LocalAuthListEnabled')).toBe('Local auth list');
    expect(configurationProfile('AcmeLedColour')).toBe('Vendor');
    expect(configurationUnit('HeartbeatInterval')).toBe('s');
    expect(configurationUnit('NumberOfConnectors')).toBe('');
  });
});

describe('summaryOf', () => {
  it.each([
    ['BootNotification', 'call', { chargePointVendor: 'Acme', chargePointModel: 'AC22' }, 'Acme AC22'],
    [
      'BootNotification',
      'answer',
      { status: 'Accepted', interval: 300, currentTime: 'x' },
      'Accepted every 300 s',
    ],
    [
      'StatusNotification',
      'call',
      { connectorId: 1, status: 'Faulted', errorCode: 'GroundFailure' },
      '#1 Faulted GroundFailure',
    ],
    [
      'StartTransaction',
      'answer',
      { idTagInfo: { status: 'Accepted' }, transactionId: 17 },
      'Accepted transaction 17',
    ],
    ['ChangeConfiguration', 'call', { key: 'HeartbeatInterval', value: '60' }, 'HeartbeatInterval = 60'],
    ['ClearCache', 'answer', { status: 'Rejected' }, 'Rejected'],
    ['Vendor', 'call', { a: 1, b: { c: 2 } }, 'a 1'],
    [null, 'call', { detail: 'Connected to x' }, 'Connected to x'],
    ['Heartbeat', 'call', {}, ''],
    ['Heartbeat', 'call', null, ''],
  ] as const)('%s %s', (action, kind, payload, line) => {
    expect(summaryOf(action, payload, kind)).toBe(line);
  });

  it('shows the overall values of the last reading', () => {
    const sampledValue = [
      { value: '12500', unit: 'Wh' },
      { value: '11000', measurand: 'Power.Active.Import', unit: 'W' },
      { value: '16', measurand: 'Current.Import', phase: 'L1', unit: 'A' },
      { value: '41', measurand: 'SoC', unit: 'Percent' },
    ];
    const payload = { connectorId: 2, meterValue: [{ timestamp: 'x', sampledValue }] };
    expect(summaryOf('MeterValues', payload, 'call')).toBe('#2 12.5 kWh, 11.0 kW, SoC 41 %');
  });
});
