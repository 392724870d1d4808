export interface CsvRecord {
  /** Line of the file that it begins on, from 1. */
  line: number;
  cells: string[];
}

/** RFC 4180 with `,` or `;`, for showing a file: whether it is right is for the server to say. */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const delimiter = delimiterOf(text);
  let [line, begun, cell, quoted] = [1, 1, '', false];
  let cells: string[] = [];
  const end = () => {
    cells.push(cell);
    if (cells.length > 1 || cells[0] !== '') records.push({ line: begun, cells });
    cells = [];
    cell = '';
  };
  for (let i = start; i < text.length; i++) {
    const char = text[i] as string;
    const broken = char === '\n' || (char === '\r' && text[i + 1] !== '\n');
    if (broken) line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (broken) {
      end();
      begun = line;
    } else if (char !== '\r') cell += char;
  }
  end();
  return records;
}

/** The one that the header has more of. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return header.split(';').length > header.split(',').length ? ';' : ',';
}
