import { csvCells, csvRecords, delimiterOf } from './csv';
import { type FileRows, type Format, rowsOf } from './fileRows';
import { fieldsOf, jsonItems } from './jsonItems';

export type Kind = 'chargers' | 'vehicles';

export interface ChosenFile {
  name: string;
  file: File;
  rows: FileRows;
  /** What the file's columns or fields say that it holds; null when they say nothing. */
  holds: Kind | null;
}

/** By its name, else by how it begins. */
export function formatOf(name: string, text: string): Format {
  const extension = /\.(csv|json)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension) return extension as Format;
  return /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'csv';
}

const has = (names: readonly string[], of: readonly string[]): boolean =>
  names.some((name) => of.includes(name.trim()));

/** Chargers and vehicles are told apart by the columns or the fields that only one of them has. */
export function kindOf(text: string, format: Format): Kind | null {
  const names = format === 'csv' ? columnsOf(text) : firstFieldsOf(text);
  if (has(names, ['charger_id', 'evse_id', 'evses'])) return 'chargers';
  if (has(names, ['vehicle_id', 'id_tag', 'idTag', 'batteryWh'])) return 'vehicles';
  return null;
}

function columnsOf(text: string): string[] {
  const [header] = csvRecords(text);
  return header ? csvCells(text.slice(header.start, header.end), delimiterOf(text)) : [];
}

function firstFieldsOf(text: string): string[] {
  const [first] = jsonItems(text);
  if (first) return Object.keys(fieldsOf(text.slice(first.start, first.end)));
  // It breaks off in its first item; what it names until then is there all the same.
  return [...text.slice(0, 4000).matchAll(/"(\w+)"\s*:/g)].map((match) => match[1] as string);
}

export async function readFile(file: File, signal: AbortSignal): Promise<ChosenFile> {
  const text = await file.text();
  const format = formatOf(file.name, text);
  return {
    name: file.name,
    file,
    holds: kindOf(text, format),
    rows: await rowsOf(text, format, signal),
  };
}
