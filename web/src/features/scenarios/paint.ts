import { duration } from '../../lib/format';
import { firstAt, type Lane, type MarkShape, type Span, type TimeWindow, ticks } from './lanes';

// Draws the lanes that are in sight. Marks that would fall on the same pixel are drawn once, so that a lane costs no more
// than it is wide, however much happened on it.

export const axisHeight = 24;
const markBand = 13;
const rowHeight = 9;
const barHeight = 7;
const mostRows = 4;

/** A lane is as high as its EVSEs need. */
export const laneHeight = (evses: number): number => markBand + Math.min(evses, mostRows) * rowHeight + 5;

export interface Scene {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  window: TimeWindow;
  /** Where the run is, in seconds; drawn as a line while it runs. */
  now: number | null;
  /** Nothing comes after it. */
  end: number;
  lanes: readonly { lane: Lane; top: number }[];
  colour: (variable: string) => string;
}

export function paint(scene: Scene): void {
  const { context, width, height } = scene;
  context.clearRect(0, 0, width, height);
  context.save();
  context.beginPath();
  context.rect(0, axisHeight, width, height - axisHeight);
  context.clip();
  paintGrid(scene);
  for (const { lane, top } of scene.lanes) paintLane(scene, lane, top);
  paintNow(scene);
  context.restore();
  paintAxis(scene);
}

const x = ({ window, width }: Scene, at: number): number =>
  ((at - window.from) / (window.to - window.from)) * width;

const instants = (scene: Scene): number[] => ticks(scene.window, Math.max(2, Math.floor(scene.width / 90)));

function paintGrid(scene: Scene): void {
  const { context, height, width } = scene;
  context.fillStyle = scene.colour('--chart-grid');
  for (const at of instants(scene)) context.fillRect(Math.round(x(scene, at)), axisHeight, 1, height);
  const end = x(scene, scene.end);
  if (end >= width) return;
  context.fillStyle = scene.colour('--surface-sunken');
  context.fillRect(end, axisHeight, width - end, height);
}

function paintAxis(scene: Scene): void {
  const { context, width } = scene;
  context.fillStyle = scene.colour('--ink-dim');
  context.font = '11px Inter, system-ui, sans-serif';
  context.textBaseline = 'middle';
  for (const at of instants(scene)) {
    const text = duration(at);
    const size = context.measureText(text).width;
    context.fillText(text, Math.min(Math.max(2, x(scene, at) - size / 2), width - size - 2), axisHeight / 2);
  }
}

function paintNow(scene: Scene): void {
  if (scene.now === null) return;
  scene.context.fillStyle = scene.colour('--accent');
  scene.context.fillRect(Math.round(x(scene, scene.now)), axisHeight, 1.5, scene.height);
}

function paintLane(scene: Scene, lane: Lane, top: number): void {
  const { context } = scene;
  const rows = top + markBand;
  const bottom = top + laneHeight(lane.evses);
  const row = (evseId: number) => rows + (Math.min(Math.max(evseId, 1), mostRows) - 1) * rowHeight;
  for (const span of lane.cars)
    rectangle(scene, span, (left, right) => {
      context.fillStyle = scene.colour('--line-strong');
      context.fillRect(left, row(span.evseId), right - left, barHeight);
    });
  for (const span of lane.sessions)
    rectangle(scene, span, (left, right) => {
      context.fillStyle = scene.colour('--status-Charging');
      context.fillRect(left, row(span.evseId), right - left, barHeight);
    });
  for (const span of lane.offline)
    rectangle(scene, span, (left, right) => {
      context.fillStyle = scene.colour('--ink-faint');
      for (let at = left; at < right; at += 5) context.fillRect(at, bottom - 3, Math.min(3, right - at), 2);
    });
  for (const span of lane.chaos)
    rectangle(scene, span, (left, right) => {
      const from = span.evseId === 0 ? top + 1 : row(span.evseId) - 1;
      const high = span.evseId === 0 ? bottom - top - 2 : barHeight + 2;
      hatch(scene, left, from, Math.max(2, right - left), high);
    });
  paintMarks(scene, lane, top + markBand / 2 + 1);
}

/** The part of a span that is in sight. One that lasts ends where the run is. */
function rectangle(scene: Scene, span: Span, draw: (left: number, right: number) => void): void {
  const to = Math.min(span.to ?? scene.end, scene.end);
  if (to < scene.window.from || span.from > scene.window.to) return;
  const left = Math.max(-2, x(scene, span.from));
  draw(left, Math.min(scene.width + 2, Math.max(x(scene, to), left + 1)));
}

function hatch(scene: Scene, left: number, top: number, width: number, height: number): void {
  const { context } = scene;
  const colour = scene.colour('--status-SuspendedEVSE');
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  // Lines of one lattice for the whole width: bands side by side join, and nothing crawls while it follows.
  const first = Math.floor((left - height) / 5) * 5;
  for (let at = first; at < left + width; at += 5) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.stroke();
  context.fillStyle = colour;
  context.fillRect(left, top, 1, height);
  context.fillRect(left + width - 1, top, 1, height);
  context.restore();
}

// What matters most is drawn last, on top.
const order: readonly MarkShape[] = ['consequence', 'plan', 'reaction', 'problem'];

function paintMarks(scene: Scene, lane: Lane, middle: number): void {
  const { window, width } = scene;
  const perPixel = (window.to - window.from) / width;
  const first = firstAt(lane.marks, window.from - 8 * perPixel);
  const last = firstAt(lane.marks, window.to + 8 * perPixel);
  for (const shape of order) {
    let drawn = Number.NEGATIVE_INFINITY;
    for (let i = first; i < last; i++) {
      const mark = lane.marks[i];
      if (mark?.shape !== shape) continue;
      const at = x(scene, mark.at);
      if (at - drawn < 2) continue;
      drawn = at;
      paintMark(scene, shape, at, middle);
    }
  }
}

function paintMark({ context, colour }: Scene, shape: MarkShape, at: number, middle: number): void {
  context.beginPath();
  if (shape === 'consequence') {
    context.fillStyle = colour('--ink-dim');
    context.fillRect(at - 0.75, middle, 1.5, 5.5);
    return;
  }
  if (shape === 'plan') {
    context.fillStyle = colour('--status-Preparing');
    context.moveTo(at - 4, middle - 3.5);
    context.lineTo(at + 4, middle - 3.5);
    context.lineTo(at, middle + 4);
    context.fill();
    return;
  }
  if (shape === 'reaction') {
    context.fillStyle = colour('--surface');
    context.strokeStyle = colour('--status-Finishing');
    context.lineWidth = 1.5;
    context.moveTo(at, middle - 4.5);
    context.lineTo(at + 4.5, middle);
    context.lineTo(at, middle + 4.5);
    context.lineTo(at - 4.5, middle);
    context.closePath();
    context.fill();
  } else {
    context.strokeStyle = colour('--status-Faulted');
    context.lineWidth = 2;
    context.moveTo(at - 3.5, middle - 3.5);
    context.lineTo(at + 3.5, middle + 3.5);
    context.moveTo(at + 3.5, middle - 3.5);
    context.lineTo(at - 3.5, middle + 3.5);
  }
  context.stroke();
}
