import type { ImportError, ImportItem, ImportReport } from '../../api/types';
import type { FileRows } from './fileRows';

/** After so many errors the server says only how many more there are. */
const mostErrors = 1000;

export interface PreviewRow {
  line: number;
  cells: string[];
  item: ImportItem | undefined;
  errors: readonly ImportError[];
  /** Columns with something to mend. */
  bad: ReadonlySet<number>;
}

export interface Preview {
  columns: string[];
  count: number;
  rowAt: (index: number) => PreviewRow;
  errorsAt: (index: number) => number;
  /** Rows with something to mend, in their order. */
  invalid: number[];
  /** What is wrong with the file as a whole, or on lines that are no rows. */
  others: ImportError[];
  /** How many errors there are beyond those that are listed, in words. */
  more: string | undefined;
}

/** How a format tells which row something is about. */
interface Places {
  itemOf: (index: number, cells: string[]) => ImportItem | undefined;
  rowOfItem: (index: number) => number;
  placeOf: (error: ImportError) => { row: number; column: string };
}

/** The rows of the file, each with what would become of it and what is to be mended in which cell. */
export function previewOf(rows: FileRows, report: ImportReport): Preview {
  const places = rows.format === 'csv' ? csvPlaces(rows, report) : jsonPlaces(rows, report);
  const columns = [...rows.columns];
  const found = new Map<number, { errors: ImportError[]; bad: Set<number> }>();
  const others: ImportError[] = [];
  for (const error of report.errors.slice(0, mostErrors)) {
    const { row, column } = places.placeOf(error);
    if (!rows.records[row]) {
      others.push(error);
      continue;
    }
    // A field that no item of a JSON file has, and that is missed.
    if (rows.format === 'json' && column && !columns.includes(column)) columns.push(column);
    const here = found.get(row) ?? { errors: [], bad: new Set<number>() };
    here.errors.push(error);
    if (columns.includes(column)) here.bad.add(columns.indexOf(column));
    found.set(row, here);
  }
  const invalid = new Set(found.keys());
  report.items.forEach(({ outcome }, index) => {
    if (outcome === 'invalid') invalid.add(places.rowOfItem(index));
  });
  const none = { errors: [], bad: new Set<number>() };
  const rowAt = (index: number): PreviewRow => {
    const record = rows.records[index];
    const cells = record ? rows.cellsOf(record) : [];
    return {
      line: record?.line ?? 0,
      cells,
      item: places.itemOf(index, cells),
      ...(found.get(index) ?? none),
    };
  };
  return {
    columns,
    count: rows.records.length,
    rowAt,
    errorsAt: (index) => found.get(index)?.errors.length ?? 0,
    invalid: [...invalid].filter((index) => rows.records[index]).sort((a, b) => a - b),
    others,
    more: report.errors[mostErrors]?.message,
  };
}

/** A charger has a row per EVSE, and its item the line of the first; a quoted cell may begin lines after its row. */
function csvPlaces({ columns, records }: FileRows, { items }: ImportReport): Places {
  const byLine = new Map(items.map((item) => [item.line, item]));
  const byId = new Map(items.flatMap((item) => (item.id === null ? [] : [[item.id, item] as const])));
  const idColumn = columns.findIndex((name) => name === 'charger_id' || name === 'vehicle_id');
  const rowOn = (line: number) => lastAtMost(records, line);
  return {
    itemOf: (index, cells) =>
      byLine.get(records[index]?.line ?? 0) ?? byId.get((cells[idColumn] ?? '').trim()),
    rowOfItem: (index) => rowOn(items[index]?.line ?? 0),
    placeOf: ({ line, field }) => ({ row: rowOn(line), column: field }),
  };
}

/** Index of the last record that does not begin after the line; -1 when all do. */
function lastAtMost(records: readonly { line: number }[], line: number): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const itemPath = /^\[(\d+)\](?:\.?(\w+))?/;

const jsonPlaces = ({ records }: FileRows, { items }: ImportReport): Places => ({
  itemOf: (index) => items[index],
  rowOfItem: (index) => index,
  placeOf: ({ line, field }) => {
    const [, index, column = ''] = itemPath.exec(field) ?? [];
    if (index !== undefined) return { row: Number(index), column };
    // Where the file breaks there may be an item that the server could not read.
    const row = lastAtMost(records, line);
    return { row: row >= items.length ? row : -1, column };
  },
});
