import { describe, expect, it } from 'vitest';
import { endsOf, patternRule } from './idPattern';

describe('a pattern of ids', () => {
  it('counts up from the number in braces with its digits', () => {
    expect(endsOf('AC-{001}', 50)).toBe('AC-001 to AC-050');
    expect(endsOf('{9}x', 2)).toBe('9x to 10x');
    expect(endsOf('AC-{7}', 1)).toBe('AC-7');
  });

  it('has exactly one', () => {
    expect(endsOf('AC', 5)).toBeNull();
    expect(endsOf('{1}{2}', 5)).toBeNull();
    expect(endsOf('{1}', Number.NaN)).toBeNull();
    expect(patternRule('AC-{001}')).toBe(true);
    expect(patternRule('AC-{}')).toMatch(/in braces/);
  });
});
