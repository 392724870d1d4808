import { ActionIcon, Button, Tooltip, useComputedColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Minus, Plus } from 'lucide-react';
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Legend } from './Legend';
import { type Lane, type Mark, nearest } from './lanes';
import { MarkTip } from './MarkTip';
import { axisHeight, laneHeight, paint } from './paint';
import css from './run.module.css';
import type { RunStatus, RunStore } from './runStore';
import { reached, useTimeView } from './timeView';

const labelWidth = 124;
const reachPixels = 7;
const dragPixels = 4;

interface Props {
  run: RunStore;
  status: RunStatus;
  /** A part of the ids to show, in lower case. */
  charger: string;
  onPick: (mark: Mark) => void;
}

interface Hover {
  mark: Mark;
  x: number;
  y: number;
}

/** Charger by time. Only the lanes in sight exist; what is on them is drawn. */
export function Timeline({ run, status, charger, onPick }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useTimeView(status);
  const [hover, setHover] = useState<Hover | null>(null);
  const total = run.lanes.list.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: lanes are added to the same list
  const lanes = useMemo(
    () =>
      charger === '' ? run.lanes.list : run.lanes.list.filter(({ id }) => id.toLowerCase().includes(charger)),
    [run.lanes, charger, total],
  );
  const virtual = useVirtualizer({
    count: lanes.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => laneHeight(lanes[index]?.evses ?? 1),
    getItemKey: (index) => `${lanes[index]?.id} ${lanes[index]?.evses}`,
    overscan: 4,
    paddingStart: axisHeight,
    initialRect: { width: 800, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    const target = canvas.current;
    const host = scroll.current;
    const context = target?.getContext('2d');
    if (!target || !host || !context) return;
    const [width, height] = [Math.max(1, host.clientWidth - labelWidth), host.clientHeight];
    const ratio = window.devicePixelRatio || 1;
    if (target.width !== Math.round(width * ratio) || target.height !== Math.round(height * ratio)) {
      target.width = Math.round(width * ratio);
      target.height = Math.round(height * ratio);
    }
    target.style.width = `${width}px`;
    target.style.height = `${height}px`;
    target.style.left = `${labelWidth}px`;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const colours = new Map<string, string>();
    const colour = (variable: string) => {
      const known = colours.get(variable);
      if (known !== undefined) return known;
      const value = style.getPropertyValue(variable).trim();
      colours.set(variable, value);
      return value;
    };
    paint({
      context,
      width,
      height,
      window: view.window,
      now: status.running ? reached(status) : null,
      end: reached(status),
      lanes: items.flatMap(({ index, start }) => {
        const lane = lanes[index];
        return lane ? [{ lane, top: start - host.scrollTop }] : [];
      }),
      colour,
    });
  };
  useRedraw(scroll, draw, [useComputedColorScheme(), run.version, view.window, items]);
  const pointer = usePointer(scroll, view, (x, y, host) => {
    const top = y + host.scrollTop;
    const item = items.find(({ start, end }) => top >= start && top < end);
    const lane = item && lanes[item.index];
    if (!lane || x < labelWidth) return null;
    return hoverAt(lane, x, y, view.window, host.clientWidth);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowLeft: () => view.move(-0.2),
      ArrowRight: () => view.move(0.2),
      '+': () => view.zoom(0.5),
      '-': () => view.zoom(2),
      '0': view.fit,
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  return (
    <section className={css.timeline} aria-label="Timeline">
      <div className={css.tools}>
        <span className={css.zoom}>
          <Tooltip label="Longer span (−)">
            <ActionIcon size={24} aria-label="Show a longer span" onClick={() => view.zoom(2)}>
              <Minus size={14} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Shorter span (+)">
            <ActionIcon size={24} aria-label="Show a shorter span" onClick={() => view.zoom(0.5)}>
              <Plus size={14} />
            </ActionIcon>
          </Tooltip>
          <Button
            size="compact-xs"
            aria-pressed={view.mode === 'fit'}
            variant={pressed(view.mode === 'fit')}
            onClick={view.fit}
          >
            All
          </Button>
          {status.running && (
            <Button
              size="compact-xs"
              aria-pressed={view.mode === 'follow'}
              variant={pressed(view.mode === 'follow')}
              onClick={view.follow}
            >
              Follow
            </Button>
          )}
        </span>
        <Legend />
      </div>
      <div className={css.stage}>
        <div
          ref={scroll}
          className={css.scroll}
          role="group"
          aria-label={`Lanes of ${lanes.length} chargers; ← → move in time, + and − zoom, 0 shows all`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={pointer.down}
          onPointerUp={() => pointer.up(() => hover && onPick(hover.mark))}
          onPointerMove={(event) => setHover(pointer.move(event))}
          onPointerLeave={() => setHover(null)}
          onScroll={() => draw.current()}
        >
          <div className={css.axis} />
          <div style={{ height: virtual.getTotalSize() - axisHeight }}>
            {items.map((item) => {
              const lane = lanes[item.index];
              return lane && <LaneLabel key={lane.id} id={lane.id} top={item.start} height={item.size} />;
            })}
            {lanes.length === 0 && (
              <p className={css.none}>
                {total === 0 ? 'Nothing has happened yet.' : 'No charger is called that.'}
              </p>
            )}
          </div>
        </div>
        <canvas ref={canvas} aria-hidden />
        {hover && <MarkTip mark={hover.mark} x={hover.x} y={hover.y} />}
      </div>
    </section>
  );
}

const LaneLabel = memo(function LaneLabel({ id, top, height }: { id: string; top: number; height: number }) {
  return (
    <div className={css.lane} style={{ top, height }}>
      <Link to="/chargers/$chargerId" params={{ chargerId: id }} className="ellipsis" title={`Open ${id}`}>
        {id}
      </Link>
    </div>
  );
});

const pressed = (on: boolean) => (on ? 'light' : 'default');

function hoverAt(
  lane: Lane,
  x: number,
  y: number,
  window: { from: number; to: number },
  width: number,
): Hover | null {
  const perPixel = (window.to - window.from) / Math.max(1, width - labelWidth);
  const mark = nearest(lane, window.from + (x - labelWidth) * perPixel, reachPixels * perPixel);
  return mark && { mark, x, y };
}

/** Draws after each change, before the screen is painted, and when the place has a size or another one. */
function useRedraw(
  host: RefObject<HTMLDivElement | null>,
  draw: RefObject<() => void>,
  changes: readonly unknown[],
): void {
  const sized = useRef(false);
  useLayoutEffect(() => {
    if (sized.current) draw.current();
  }, [draw, ...changes]);
  useEffect(() => {
    if (!host.current) return;
    const resize = new ResizeObserver(() => {
      sized.current = true;
      draw.current();
    });
    resize.observe(host.current);
    return () => resize.disconnect();
  }, [host, draw]);
}

/** Pointing, dragging and Ctrl+wheel. */
function usePointer(
  host: RefObject<HTMLDivElement | null>,
  view: ReturnType<typeof useTimeView>,
  at: (x: number, y: number, host: HTMLDivElement) => Hover | null,
) {
  const drag = useRef<{ x: number; from: number; moved: boolean } | null>(null);
  const latest = useRef(view);
  latest.current = view;
  useEffect(() => {
    const element = host.current;
    const onWheel = (event: WheelEvent) => {
      if (!element || !(event.ctrlKey || event.altKey)) return;
      event.preventDefault();
      const { window, zoom } = latest.current;
      const share =
        (event.clientX - element.getBoundingClientRect().left - labelWidth) /
        (element.clientWidth - labelWidth);
      zoom(event.deltaY > 0 ? 1.25 : 0.8, window.from + share * (window.to - window.from));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [host]);
  return {
    down: (event: PointerEvent) => {
      if (event.button === 0) drag.current = { x: event.clientX, from: view.window.from, moved: false };
    },
    up: (click: () => void) => {
      if (drag.current && !drag.current.moved) click();
      drag.current = null;
    },
    move: (event: PointerEvent): Hover | null => {
      const element = host.current;
      if (!element) return null;
      const box = element.getBoundingClientRect();
      const held = event.buttons === 1 ? drag.current : null;
      if (!held) return at(event.clientX - box.left, event.clientY - box.top, element);
      const by = event.clientX - held.x;
      if (Math.abs(by) < dragPixels && !held.moved) return null;
      held.moved = true;
      const perPixel = (view.window.to - view.window.from) / Math.max(1, element.clientWidth - labelWidth);
      view.hold(held.from - by * perPixel);
      return null;
    },
  };
}
