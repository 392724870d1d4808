import type { ImportError, ImportItem, ImportReport } from '../../api/types';
import { parseCsv } from './csv';
import type { Format } from './importFile';

export interface PreviewRow {
  line: number;
  cells: string[];
  item: ImportItem | undefined;
  errors: ImportError[];
  /** Columns with something to mend. */
  bad: ReadonlySet<number>;
}

export interface Preview {
  columns: string[];
  rows: PreviewRow[];
  /** What is wrong with the file as a whole, or on lines that are no rows. */
  others: ImportError[];
}

interface Row {
  line: number;
  cells: string[];
  item: ImportItem | undefined;
}

/** The rows of the file, each with what would become of it and what is to be mended in which cell. */
export function previewOf(text: string, format: Format, report: ImportReport): Preview {
  return format === 'csv' ? ofCsv(text, report) : ofJson(text, report);
}

function ofCsv(text: string, report: ImportReport): Preview {
  const [header, ...records] = parseCsv(text);
  const columns = (header?.cells ?? []).map((name) => name.trim());
  const byLine = new Map(report.items.map((item) => [item.line, item]));
  const byId = new Map(report.items.flatMap((item) => (item.id === null ? [] : [[item.id, item] as const])));
  const idColumn = columns.findIndex((name) => name === 'charger_id' || name === 'vehicle_id');
  const rows = records.map(({ line, cells }) => ({
    line,
    cells,
    item: byLine.get(line) ?? byId.get((cells[idColumn] ?? '').trim()),
  }));
  const lines = rows.map(({ line }) => line);
  return withErrors(columns, rows, report.errors, (error) => {
    // A quoted cell may begin lines after its row does.
    const index = lastAtMost(lines, error.line);
    return { row: index, column: columns.indexOf(error.field) };
  });
}

/** Index of the last number that is not above the limit; -1 when all are. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const itemPath = /^\[(\d+)\](?:\.?(\w+))?/;

function ofJson(text: string, report: ImportReport): Preview {
  const items = itemsOf(text);
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const rows = items.map((item, index) => ({
    line: report.items[index]?.line ?? 0,
    cells: columns.map((column) => textOf(item[column])),
    item: report.items[index],
  }));
  for (const error of report.errors) {
    const column = itemPath.exec(error.field)?.[2];
    if (column && rows.length > 0 && !columns.includes(column)) columns.push(column);
  }
  return withErrors(columns, rows, report.errors, (error) => {
    const [, index, column] = itemPath.exec(error.field) ?? [];
    return { row: index === undefined ? -1 : Number(index), column: columns.indexOf(column ?? '') };
  });
}

function itemsOf(text: string): Record<string, unknown>[] {
  try {
    const items: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (!Array.isArray(items)) return [];
    return items.map((item) => (typeof item === 'object' && item !== null ? item : { id: item }));
  } catch {
    return [];
  }
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

function withErrors(
  columns: string[],
  rows: readonly Row[],
  errors: readonly ImportError[],
  placeOf: (error: ImportError) => { row: number; column: number },
): Preview {
  const found = new Map<number, { errors: ImportError[]; bad: Set<number> }>();
  const others: ImportError[] = [];
  for (const error of errors) {
    const { row, column } = placeOf(error);
    if (!rows[row]) {
      others.push(error);
      continue;
    }
    const here = found.get(row) ?? { errors: [], bad: new Set<number>() };
    here.errors.push(error);
    if (column >= 0) here.bad.add(column);
    found.set(row, here);
  }
  const none = { errors: [], bad: new Set<number>() };
  return {
    columns,
    rows: rows.map((row, index) => ({ ...row, ...(found.get(index) ?? none) })),
    others,
  };
}
