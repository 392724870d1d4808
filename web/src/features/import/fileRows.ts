import { csvCells, csvRecords, delimiterOf } from './csv';
import { fieldsOf, jsonItems, textOf } from './jsonItems';

export type Format = 'csv' | 'json';

/** Where a row of the file is in its text. */
export interface FileRecord {
  /** Line of the file that it begins on, from 1. */
  line: number;
  start: number;
  end: number;
}

/** The rows of a file. Their cells are read when they are shown: most never are. */
export interface FileRows {
  format: Format;
  columns: string[];
  records: FileRecord[];
  cellsOf: (record: FileRecord) => string[];
}

const pieceMs = 8;

/** Takes each item, and lets the page live every few milliseconds. */
async function inPieces<T>(items: Iterable<T>, take: (item: T) => void, signal: AbortSignal): Promise<void> {
  let end = performance.now() + pieceMs;
  for (const item of items) {
    take(item);
    if (performance.now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    end = performance.now() + pieceMs;
  }
}

/** Finds the rows of a file. */
export async function rowsOf(text: string, format: Format, signal: AbortSignal): Promise<FileRows> {
  const records: FileRecord[] = [];
  if (format === 'csv') {
    const delimiter = delimiterOf(text);
    const cellsOf = ({ start, end }: FileRecord) => csvCells(text.slice(start, end), delimiter);
    await inPieces(csvRecords(text, delimiter), (record) => records.push(record), signal);
    const header = records.shift();
    return { format, columns: header ? cellsOf(header).map((name) => name.trim()) : [], records, cellsOf };
  }
  const columns = new Set<string>();
  const itemOf = ({ start, end }: FileRecord) => fieldsOf(text.slice(start, end));
  const take = (record: FileRecord) => {
    records.push(record);
    for (const name of Object.keys(itemOf(record))) columns.add(name);
  };
  await inPieces(jsonItems(text), take, signal);
  const names = [...columns];
  const cellsOf = (record: FileRecord) => {
    const item = itemOf(record);
    return names.map((name) => textOf(item[name]));
  };
  return { format, columns: names, records, cellsOf };
}
