import type { LogEntry } from '../../api/types';
import { summaryOf } from '../../lib/ocppSummary';

export type Direction = 'sent' | 'received';

/** Whether the charger sent the frame or received it; null for what is no frame. */
export function directionOf(entry: LogEntry): Direction | null {
  const { direction } = entry;
  if (!direction) return null;
  return direction === 'out' ? 'sent' : 'received';
}

export type FrameKind = 'call' | 'answer' | 'error' | 'malformed';

const kinds: Record<string, FrameKind> = {
  call: 'call',
  callresult: 'answer',
  result: 'answer',
  callerror: 'error',
  error: 'error',
};

export function kindOf(entry: LogEntry): FrameKind | null {
  // Lines about OCPP that are no frames have no direction.
  if (entry.category !== 'ocpp' || !entry.direction) return null;
  return kinds[entry.type.toLowerCase()] ?? 'malformed';
}

export function lineOf(entry: LogEntry): string {
  if (entry.problem) return entry.problem;
  const kind = kindOf(entry);
  return summaryOf(entry.action, entry.payload, kind === null || kind === 'call' ? 'call' : 'answer');
}

/** The other half: the answer of a call, or the call of an answer. Message ids are unique per charger and direction only. */
export function partnerOf(lines: readonly LogEntry[], entry: LogEntry): LogEntry | undefined {
  const kind = kindOf(entry);
  if (!kind || kind === 'malformed' || !entry.messageId) return undefined;
  const call = kind === 'call';
  const candidates = lines.filter(
    (other) =>
      other.messageId === entry.messageId &&
      other.chargerId === entry.chargerId &&
      other !== entry &&
      kindOf(other) !== null &&
      kindOf(other) !== 'malformed' &&
      (kindOf(other) === 'call') !== call &&
      directionOf(other) !== directionOf(entry),
  );
  return call
    ? candidates.find((other) => other.seq > entry.seq)
    : candidates.findLast((other) => other.seq < entry.seq);
}
