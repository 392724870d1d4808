import { describe, expect, it } from 'vitest';
import { hasPlace, problemsOf } from './callProblems';
import type { CallSchema } from './callSchema';

const schema: CallSchema = {
  type: 'object',
  required: ['id', 'profile', 'kind'],
  properties: {
    id: { type: 'integer', minimum: 0 },
    kind: { type: 'string', enum: ['A', 'B'] },
    tag: { type: 'string', maxLength: 3 },
    at: { type: 'string', format: 'date-time' },
    location: { type: 'string', format: 'uri' },
    flag: { type: 'boolean' },
    profile: {
      type: 'object',
      required: ['periods'],
      properties: {
        periods: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['limit'],
            properties: { limit: { type: 'number', multipleOf: 0.1 } },
          },
        },
      },
    },
  },
};

describe('the problems of a payload', () => {
  it('are found all at once, each at its path', () => {
    const payload = {
      id: -1,
      tag: 'LONG',
      at: 'tomorrow',
      location: 'here',
      flag: 'yes',
      profile: { periods: [{}, { limit: 1.25 }, 7] },
    };
    expect(problemsOf(schema, payload)).toEqual({
      id: 'must be at least 0',
      kind: 'is required',
      tag: 'must have at most 3 characters, not 4',
      at: 'must be an instant, such as 2026-01-31T12:00:00Z',
      location: 'must be an address with its scheme',
      flag: 'must be true or false',
      'profile.periods[0].limit': 'is required',
      'profile.periods[1].limit': 'must be a multiple of 0.1',
      'profile.periods[2]': 'must be an object',
    });
    expect(problemsOf(schema, { id: 'x', kind: 'C', tag: 5, profile: { periods: [] } })).toEqual({
      id: 'must be a whole number',
      kind: 'must be one of A, B',
      tag: 'must be a text',
      'profile.periods': 'must have at least 1',
    });
  });

  it('are none for what fits, tenths and offsets of time zones included', () => {
    const payload = {
      id: 0,
      kind: 'B',
      at: '2026-01-31T12:00:00.123+02:00',
      location: 'ftp://host/a',
      profile: { periods: [{ limit: 8.3 }, { limit: 16 }] },
    };
    expect(problemsOf(schema, payload)).toEqual({});
  });

  it('have a place in the form when the schema knows their field', () => {
    expect(hasPlace(schema, 'profile.periods[1].limit')).toBe(true);
    expect(hasPlace(schema, 'profile.periods')).toBe(true);
    expect(hasPlace(schema, 'profile.foo')).toBe(false);
    expect(hasPlace(schema, '')).toBe(false);
  });
});
