import { describe, expect, it } from 'vitest';
import { logEntry } from '../../test/fakes';
import { ChartSeries } from './chartSeries';
import { append, lineOf, matches, mostLines, partnerOf } from './logModel';

describe('ChartSeries', () => {
  const point = (second: number, powerW: number) => ({
    time: new Date(second * 1000).toISOString(),
    powerW,
    limitW: 22_000,
    socPercent: 40,
  });

  it('draws in kW, each value up to the next and the last up to now', () => {
    const series = new ChartSeries([point(100, 0), point(110, 11_000)]);
    expect(series.data(130)).toEqual([
      [100, 110, 130],
      [0, 11, 11],
      [22, 22, 22],
      [40, 40, 40],
    ]);
  });

  it('replaces a point of the same instant and ignores one from the past', () => {
    const series = new ChartSeries([point(100, 0), point(110, 1000)]);
    series.add(point(110, 2000));
    series.add(point(105, 9000));
    expect(series.data(110)[1]).toEqual([0, 2, 2]);
  });

  it('keeps one point before the window, so that its step reaches in', () => {
    const series = new ChartSeries([point(0, 1000), point(50, 2000), point(2000, 3000)]);
    expect(series.data(2000)[0]).toEqual([50, 2000, 2000]);
  });

  it('is empty without points', () => {
    expect(new ChartSeries([]).data(10)).toEqual([[10], [null], [null], [null]]);
  });
});

describe('the log', () => {
  it('appends each line once and drops the oldest past the bound', () => {
    const lines = Array.from({ length: mostLines }, (_, i) => logEntry({ seq: i }));
    const more = [logEntry({ seq: mostLines - 1 }), logEntry({ seq: mostLines })];
    const all = append(lines, more);
    expect(all).toHaveLength(mostLines);
    expect(all[0]?.seq).toBe(1);
    expect(append(all, more)).toBe(all);
  });

  it('pairs call and answer of the same direction of call only', () => {
    const call = logEntry({ seq: 1, messageId: '7', direction: 'out' });
    const foreign = logEntry({ seq: 2, messageId: '7', direction: 'out', type: 'CallResult' });
    const answer = logEntry({ seq: 3, messageId: '7', direction: 'in', type: 'CallError' });
    const lines = [call, foreign, answer];
    expect(partnerOf(lines, call)).toBe(answer);
    expect(partnerOf(lines, answer)).toBe(call);
    expect(partnerOf(lines, foreign)).toBeUndefined();
  });

  it('says what is wrong with a frame before what is in it', () => {
    expect(lineOf(logEntry({ problem: 'not JSON', type: 'Malformed', payload: '{' }))).toBe('not JSON');
  });

  it('filters by category, direction and any text', () => {
    const entry = logEntry({ action: 'StartTransaction', direction: 'out', payload: { idTag: 'TAG1' } });
    const filter = { text: '', category: undefined, direction: undefined };
    expect(matches(entry, { ...filter, text: 'tag1' })).toBe(true);
    expect(matches(entry, { ...filter, category: 'evse' })).toBe(false);
    expect(matches(entry, { ...filter, direction: 'sent' })).toBe(true);
    expect(matches(entry, { ...filter, direction: 'received' })).toBe(false);
  });
});
