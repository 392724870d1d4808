import { describe, expect, it } from 'vitest';
import type { CallReport } from '../../api/types';
import { logEntry } from '../../test/fakes';
import { mayBeRefused, reasonIn } from './refusal';

const call = (messageId: string) => logEntry({ messageId, type: 'call', direction: 'in', action: 'Reset' });
const answer = (messageId: string) => logEntry({ messageId, direction: 'out', type: 'result' });
const why = (payload: string) =>
  logEntry({ category: 'system', type: 'call-refused', direction: null, messageId: null, payload });

describe('the reason of a refusal', () => {
  it('is the line beside the answer, before the next call', () => {
    const log = [
      call('1'),
      why('Reset Rejected: an older one'),
      answer('1'),
      call('2'),
      logEntry({ category: 'evse' }),
      answer('2'),
      why('Reset Rejected: it has no power: none'),
      call('3'),
      answer('3'),
    ];
    expect(reasonIn(log, '2', 'Reset')).toBe('it has no power: none');
    expect(reasonIn(log, '3', 'Reset')).toBeUndefined();
    expect(reasonIn(log.slice(4), '2', 'Reset')).toBeUndefined();
    expect(reasonIn(log.slice(0, 2), '1', 'Reset')).toBe('an older one');
  });

  it('is looked for where there may be one', () => {
    const report = (change: Partial<CallReport>) =>
      mayBeRefused({ messageId: 'm', status: 'result', roundTripMs: 1, ...change } as CallReport);
    expect(report({ payload: { status: 'Accepted' } as never })).toBe(false);
    expect(report({ payload: { status: 'Rejected' } as never })).toBe(true);
    expect(report({ payload: {} as never })).toBe(true);
    expect(report({ status: 'error' })).toBe(true);
    expect(report({ status: 'timeout' })).toBe(false);
  });
});
