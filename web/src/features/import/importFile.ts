import { parseCsv } from './csv';

export type Kind = 'chargers' | 'vehicles';
export type Format = 'csv' | 'json';

export interface ChosenFile {
  name: string;
  file: File;
  text: string;
  format: Format;
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
  const names = format === 'csv' ? (parseCsv(text.slice(0, 4000))[0]?.cells ?? []) : fieldsOf(text);
  if (has(names, ['charger_id', 'evse_id', 'evses'])) return 'chargers';
  if (has(names, ['vehicle_id', 'id_tag', 'idTag', 'batteryWh'])) return 'vehicles';
  return null;
}

function fieldsOf(text: string): string[] {
  try {
    const items: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const first: unknown = Array.isArray(items) ? items[0] : null;
    return typeof first === 'object' && first !== null ? Object.keys(first) : [];
  } catch {
    // It cannot be read as a whole; what it names is there all the same.
    return [...text.slice(0, 4000).matchAll(/"(\w+)"\s*:/g)].map((match) => match[1] as string);
  }
}

export async function readFile(file: File): Promise<ChosenFile> {
  const text = await file.text();
  const format = formatOf(file.name, text);
  return { name: file.name, file, text, format, holds: kindOf(text, format) };
}
