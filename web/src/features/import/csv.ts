import type { FileRecord } from './fileRows';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** The one that the header has more of. */
export function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

/**
 * Where the records of RFC 4180 with `,` or `;` are, one at a time, without blank ones. It is for showing a file:
 * whether it is right is for the server to say.
 */
export function* csvRecords(text: string, delimiter = delimiterOf(text)): Generator<FileRecord> {
  const between = delimiter.charCodeAt(0);
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let [line, begun, quoted, cellBegins] = [1, 1, false, true];
  for (let i = start; i < text.length; i++) {
    const char = text.charCodeAt(i);
    const broken = char === lineFeed || (char === carriageReturn && text.charCodeAt(i + 1) !== lineFeed);
    if (broken) line++;
    if (quoted) {
      if (char !== quote) continue;
      if (text.charCodeAt(i + 1) === quote) i++;
      else quoted = false;
    } else if (broken) {
      const end = char === lineFeed && text.charCodeAt(i - 1) === carriageReturn ? i - 1 : i;
      if (end > start) yield { line: begun, start, end };
      start = i + 1;
      begun = line;
      cellBegins = true;
    } else {
      quoted = char === quote && cellBegins;
      cellBegins = char === between;
    }
  }
  if (text.length > start) yield { line: begun, start, end: text.length };
}

/** The cells of one record. */
export function csvCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let i = 0; i < record.length; i++) {
    const char = record[i] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (record[i + 1] === '"') cell += record[++i];
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
}
