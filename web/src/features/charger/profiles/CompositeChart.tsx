import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Evse, PowerSample } from '../../../api/types';
import css from '../charger.module.css';
import type { SampleSource } from '../useCharger';
import {
  amperesPerWatt,
  type Composite,
  compositeData,
  gridAmperesPerWatt,
  PowerTracks,
} from './compositeData';
import { compositeOptions } from './compositeOptions';

interface Props {
  name: string;
  /** Limits at the grid rather than at an EVSE. */
  whole: boolean;
  composite: Composite;
  hours: number;
  evses: readonly Evse[];
  histories: readonly PowerSample[][];
  samples: SampleSource;
}

const height = 260;

/** The limits to come with now marked, and the power that flowed so far. Drawn without React. */
export default function CompositeChart({ name, whole, composite, hours, evses, histories, samples }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  const latest = useRef(evses);
  latest.current = evses;
  const ids = evses.map(({ id }) => id).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the scheme changes
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const tracks = new PowerTracks(
      latest.current.map(({ id }, index) => ({ id, history: histories[index] ?? [] })),
    );
    const watts = composite.unit === 'W';
    const scale = (evseId: number) => {
      if (watts) return 0.001;
      if (whole) return gridAmperesPerWatt(latest.current);
      const evse = latest.current.find(({ id }) => id === evseId);
      return evse ? amperesPerWatt(evse) : 0;
    };
    const shown = watts
      ? { ...composite, periods: composite.periods.map((each) => ({ ...each, limit: each.limit / 1000 })) }
      : composite;
    const ahead = hours * 3600;
    const now = () => Date.now() / 1000;
    const window = (): [number, number, number] => [now() - ahead / 4, now(), now() + ahead];
    const data = () =>
      compositeData(shown, tracks.total(scale), tracks.limitSoFar(scale), window()[0], now());
    const style = getComputedStyle(document.documentElement);
    const chart = new uPlot(
      compositeOptions({
        width: element.clientWidth || 480,
        height,
        unit: watts ? 'kW' : 'A',
        colour: (variable) => style.getPropertyValue(variable).trim(),
        window,
      }),
      data(),
      element,
    );
    const draw = () => chart.setData(data());
    const unsubscribe = samples.subscribe((batch) => {
      for (const sample of batch) tracks.add(sample);
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
  }, [composite, hours, whole, ids, histories, samples, colorScheme]);

  return (
    <div
      ref={host}
      className={css.plot}
      role="img"
      aria-label={`Limits of ${name} in the next ${hours === 1 ? 'hour' : `${hours} hours`}, and its power so far`}
    />
  );
}
