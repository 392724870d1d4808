const shape = /^([^{}]*)\{(\d{1,9})\}([^{}]*)$/;

/** The first and the last of so many ids of a pattern such as AC-{001}; null when there are none. */
export function endsOf(pattern: string, many: number): string | null {
  const match = shape.exec(pattern);
  if (!match || !(many >= 1)) return null;
  const [, before = '', first = '', after = ''] = match;
  const id = (index: number) =>
    `${before}${String(Number(first) + index).padStart(first.length, '0')}${after}`;
  return many === 1 ? id(0) : `${id(0)} to ${id(many - 1)}`;
}

export const patternRule = (pattern: string): true | string =>
  shape.test(pattern) || 'Has one number in braces, the first, as in AC-{001}.';
