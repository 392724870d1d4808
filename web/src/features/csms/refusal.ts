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
 * Why a simulated charger has refused a call: its log has the reason beside the answer, before the next call. Undefined where there
 * is none, or the log does not reach back that far.
 */
export function reasonIn(log: readonly LogEntry[], messageId: string, action: string): string | undefined {
  const call = log.findIndex((line) => isCall(line) && line.messageId === messageId);
  if (call < 0) return undefined;
  const rest = log.slice(call + 1);
  const next = rest.findIndex(isCall);
  for (const { category, type, payload } of rest.slice(0, next < 0 ? undefined : next))
    if (category === 'system' && type === 'call-refused' && typeof payload === 'string')
      return withoutStatus(payload, action);
  return undefined;
}

const isCall = ({ category, type, direction }: LogEntry): boolean =>
  category === 'ocpp' && type === 'call' && direction === 'in';

/** `Reset Rejected: no power` is `no power` beside an answer that says the rest. */
const withoutStatus = (text: string, action: string): string =>
  text.startsWith(`${action} `) ? text.slice(text.indexOf(': ') + 2) : text;
