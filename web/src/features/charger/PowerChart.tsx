import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { PowerSample } from '../../api/types';
import css from './charger.module.css';
import { chartOptions } from './chartOptions';
import { ChartSeries } from './chartSeries';
import type { SampleSource } from './useCharger';

interface Props {
  evseId: number;
  maxPowerW: number;
  history: PowerSample[];
  samples: SampleSource;
}

const height = 220;

/** Power against its limit, and SoC: what was before the page opened, then live. Drawn without React. */
export default function PowerChart({ evseId, maxPowerW, history, samples }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the scheme changes
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const series = new ChartSeries(history);
    const style = getComputedStyle(document.documentElement);
    const chart = new uPlot(
      chartOptions(element.clientWidth || 480, height, maxPowerW / 1000, (name) =>
        style.getPropertyValue(name).trim(),
      ),
      series.data(Date.now() / 1000),
      element,
    );
    const draw = () => chart.setData(series.data(Date.now() / 1000));
    const unsubscribe = samples.subscribe((batch) => {
      for (const sample of batch) if (sample.evseId === evseId) series.add(sample);
      draw();
    });
    const timer = setInterval(draw, 1000);
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      clearInterval(timer);
      unsubscribe();
      resize.disconnect();
      chart.destroy();
    };
  }, [evseId, maxPowerW, history, samples, colorScheme]);

  return (
    <div
      ref={host}
      className={css.plot}
      role="img"
      aria-label={`Power, limit and state of charge of EVSE ${evseId} over time`}
    />
  );
}
