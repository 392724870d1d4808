const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** A span in the one or two units that one thinks of it in: `30 min`, `1 h 30 min`, `45 s`. */
export function span(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [size, name] of units) {
    const number = Math.floor(rest / size);
    rest -= number * size;
    if (number > 0) parts.push(`${number} ${name}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
