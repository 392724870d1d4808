import { describe, expect, it } from 'vitest';
import { ChartSeries } from './chartSeries';

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
