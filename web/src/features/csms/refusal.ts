import type { CallReport, LogEntry } from '../../api/types';
import { isObject } from '../../lib/json';

const served: unknown[] = ['Accepted', 'RebootRequired', 'Scheduled', 'Unlocked'];

/** Whether an answer may be one for which the charger has a reason in its log. */
export function mayBeRefused({ status, payload }: CallReport): boolean {
  if (status === 'error') return true;
  if (status !== 'result') return false;
  return !(isObject(payload) && served.includes(payload.status));
}

/**
 * Why a simulated charger has refused a call: its log has the reason between the call and its answer. Undefined where there is
 * none, or the log does not reach back that far.
 */
export function reasonIn(log: readonly LogEntry[], messageId: string, action: string): string | undefined {
  const call = log.findIndex((line) => line.messageId === messageId && line.direction === 'in');
  if (call < 0) return undefined;
  const rest = log.slice(call + 1);
  const answered = rest.findIndex((line) => line.messageId === messageId && line.direction === 'out');
  const line = rest
    .slice(0, answered < 0 ? undefined : answered)
    .find(({ category, type }) => category === 'system' && type === 'call-refused');
  return typeof line?.payload === 'string' ? withoutStatus(line.payload, action) : undefined;
}

/** `Reset Rejected: no power` is `no power` beside an answer that says the rest. */
const withoutStatus = (text: string, action: string): string =>
  text.startsWith(`${action} `) ? text.slice(text.indexOf(': ') + 2) : text;
