import { useMantineColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import type uPlot from 'uplot';

/** Where a chart is drawn. */
export interface PlotPlace {
  element: HTMLElement;
  width: number;
  /** What a variable of the style sheet is in the present colour scheme. */
  colour: (variable: string) => string;
}

/** Makes the chart in its place, and what ends its subscriptions. */
type Draw = (place: PlotPlace) => [chart: uPlot, stop: () => void];

/** A chart drawn without React: it fills the element's width, and is made anew when `draw` or the colour scheme changes. */
export function usePlot(height: number, draw: Draw): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the scheme changes
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const [chart, stop] = draw({
      element,
      width: element.clientWidth || 480,
      colour: (variable) => style.getPropertyValue(variable).trim(),
    });
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      stop();
      resize.disconnect();
      chart.destroy();
    };
  }, [draw, height, colorScheme]);
  return host;
}
