import { describe, expect, it } from 'vitest';
import type { ChaosKindInfo } from '../../api/types';
import { chaosKinds } from '../../test/chaosKinds';
import { allEvses, defaultsOf, problemOf, requestOf } from './chaosForm';

const kind = (name: string) => chaosKinds.find((each) => each.kind === name) as ChaosKindInfo;

describe('the form of a kind of chaos', () => {
  it('begins with the defaults of the schema', () => {
    expect(defaultsOf(kind('latency'))).toEqual({ meanMs: 500, jitterMs: 100, durationSeconds: 60 });
    expect(defaultsOf(kind('fault'))).toEqual({ errorCode: 'OtherError', durationSeconds: 60 });
  });

  it('says what is wrong with a value', () => {
    const [mean] = kind('latency').parameters;
    if (!mean) throw new Error('no parameter');
    expect(problemOf(mean, 0)).toBeNull();
    expect(problemOf(mean, '60000')).toBeNull();
    expect(problemOf(mean, '')).toBe('is missing');
    expect(problemOf(mean, -1)).toBe('must be from 0 to 60000 ms');
    expect(problemOf(mean, '-')).toBe('must be from 0 to 60000 ms');
  });

  it('makes the request', () => {
    const spike = kind('power-spike');
    expect(requestOf(spike, { factor: '2', durationSeconds: 30 }, '2')).toEqual({
      kind: 'power-spike',
      factor: 2,
      durationSeconds: 30,
      evseId: 2,
    });
    expect(requestOf(spike, defaultsOf(spike), allEvses)).not.toHaveProperty('evseId');
    expect(requestOf(kind('disconnect'), { durationSeconds: 0 }, '1')).toEqual({
      kind: 'disconnect',
      durationSeconds: 0,
    });
  });
});
