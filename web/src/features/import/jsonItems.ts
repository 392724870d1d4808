import type { FileRecord } from './fileRows';

const blank = /[\s,]/;

/**
 * Where the items of an array are, one at a time; of a file that breaks off, those before that. Whether they are right
 * is for the server to say.
 */
export function* jsonItems(text: string): Generator<FileRecord> {
  const array = /^\uFEFF?\s*\[/.exec(text);
  if (!array) return;
  let line = 1 + linesIn(array[0]);
  let [start, begun, depth, inText] = [-1, line, 0, false];
  for (let i = array[0].length; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\n') line++;
    if (start < 0 && char !== ']' && !blank.test(char)) [start, begun] = [i, line];
    if (inText) {
      if (char === '\\') i++;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '{' || char === '[') depth++;
    else if (depth > 0) {
      if (char === '}' || char === ']') depth--;
    } else if (char === ',' || char === ']') {
      if (start >= 0) yield { line: begun, start, end: i };
      start = -1;
      if (char === ']') return;
    }
  }
}

const linesIn = (text: string): number => text.split('\n').length - 1;

/** The fields of an item; none when it cannot be read. */
export function fieldsOf(item: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(item);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { id: value };
  } catch {
    return {};
  }
}

export const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
