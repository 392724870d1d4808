import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../api/types';
import { type Format, rowsOf } from './fileRows';
import { formatOf, kindOf } from './importFile';
import { previewOf } from './preview';

const report = (change: Partial<ImportReport>): ImportReport => ({
  valid: false,
  created: 0,
  updated: 0,
  unchanged: 0,
  errorCount: 0,
  errors: [],
  items: [],
  ...change,
});

const read = (text: string, format: Format = 'csv') => rowsOf(text, format, new AbortController().signal);
const preview = async (text: string, format: Format, change: Partial<ImportReport>) =>
  previewOf(await read(text, format), report(change));
const all = ({ count, rowAt }: ReturnType<typeof previewOf>) =>
  Array.from({ length: count }, (_, index) => rowAt(index));

describe('a CSV file', () => {
  it('is read with quotes, line breaks in cells, a BOM and either delimiter', async () => {
    const text = '\uFEFFid;name\r\nA;"one; ""two""\r\nthree"\r\n\r\nB;x"y\rC;""\n';
    const { columns, records, cellsOf } = await read(text);
    expect(columns).toEqual(['id', 'name']);
    expect(records.map((record) => [record.line, ...cellsOf(record)])).toEqual([
      [2, 'A', 'one; "two"\r\nthree'],
      [5, 'B', 'x"y'],
      [6, 'C', ''],
    ]);
    expect(await read('a,b')).toMatchObject({ columns: ['a', 'b'], records: [] });
    expect(await read('')).toMatchObject({ columns: [], records: [] });
  });
});

describe('a JSON file', () => {
  it('is read item by item, whatever stands in its texts', async () => {
    const text = '\uFEFF\n[{"id":"A,]\\"}","evses":[{"id":1}]},\n\n7 ,{"id":"B","x":null}]';
    const { columns, records, cellsOf } = await read(text, 'json');
    expect(columns).toEqual(['id', 'evses', 'x']);
    expect(records.map((record) => [record.line, ...cellsOf(record)])).toEqual([
      [2, 'A,]"}', '[{"id":1}]', ''],
      [4, '7', '', ''],
      [4, 'B', '', 'null'],
    ]);
    expect((await read('[]', 'json')).records).toEqual([]);
    expect((await read('{"id":1}', 'json')).records).toEqual([]);
  });

  it('that breaks off shows what comes before', async () => {
    const { records, cellsOf } = await read('[{"id":"A"},{"id":', 'json');
    expect(records.map(cellsOf)).toEqual([['A']]);
  });
});

it('reading a file is given up for another one', async () => {
  const aborted = new AbortController();
  aborted.abort();
  const long = `id\n${'x\n'.repeat(400_000)}`;
  await expect(rowsOf(long, 'csv', aborted.signal)).rejects.toThrow(/abort/i);
});

describe('what a file holds', () => {
  it('is told by its columns or fields', () => {
    expect(kindOf('charger_id,evse_id\n', 'csv')).toBe('chargers');
    expect(kindOf('vehicle_id;id_tag\n', 'csv')).toBe('vehicles');
    expect(kindOf('a,b\n', 'csv')).toBeNull();
    expect(kindOf('[{"id":"A","evses":[{"id":1}]}]', 'json')).toBe('chargers');
    expect(kindOf('[{"id":"A","idTag":"T"}]', 'json')).toBe('vehicles');
    expect(kindOf('[{"id":"A","evses":[', 'json')).toBe('chargers');
    expect(kindOf('[]', 'json')).toBeNull();
  });

  it('is JSON or CSV by its name, else by how it begins', () => {
    expect(formatOf('x.CSV', '[')).toBe('csv');
    expect(formatOf('x.json', 'a,b')).toBe('json');
    expect(formatOf('x.txt', ' [{}]')).toBe('json');
    expect(formatOf('x', 'a,b')).toBe('csv');
  });
});

describe('a preview', () => {
  it('has the errors of a CSV file at their rows and cells, and the others by themselves', async () => {
    const text = 'vehicle_id,id_tag\nA,T1\n"B\nB",T2\nC,T3\n';
    const items = [
      { line: 2, id: 'A', outcome: 'create' as const },
      { line: 3, id: null, outcome: 'invalid' as const },
      { line: 5, id: 'C', outcome: 'unchanged' as const },
    ];
    const errors = [
      { line: 4, field: 'id_tag', message: 'is taken', value: 'T2' },
      { line: 1, field: 'phases', message: 'is missing' },
    ];
    const shown = await preview(text, 'csv', { items, errors });
    expect(shown.columns).toEqual(['vehicle_id', 'id_tag']);
    expect(all(shown).map(({ item, errors: here, bad }) => [item?.outcome, here.length, [...bad]])).toEqual([
      ['create', 0, []],
      ['invalid', 1, [1]],
      ['unchanged', 0, []],
    ]);
    expect(shown.others).toEqual([errors[1]]);
    expect(shown.invalid).toEqual([1]);
  });

  it('has each row of a charger with more than one EVSE under the same outcome', async () => {
    const text = 'charger_id,evse_id\nA,1\nA,2\n';
    const items = [{ line: 2, id: 'A', outcome: 'update' as const, changes: ['model'] }];
    const shown = await preview(text, 'csv', { items });
    expect(all(shown).map(({ item }) => item?.outcome)).toEqual(['update', 'update']);
  });

  it('has the errors of a JSON file at the fields that their paths begin with', async () => {
    const text = '[{"id":"A","evses":[{"id":2}]},{"id":"B"}]';
    const items = [
      { line: 1, id: 'A', outcome: 'invalid' as const },
      { line: 1, id: 'B', outcome: 'invalid' as const },
    ];
    const errors = [
      { line: 1, field: '[0].evses[0].id', message: 'must be 1', value: '2' },
      { line: 1, field: '[1].vendor', message: 'is too long' },
    ];
    const shown = await preview(text, 'json', { items, errors });
    expect(shown.columns).toEqual(['id', 'evses', 'vendor']);
    expect(shown.rowAt(0).cells).toEqual(['A', '[{"id":2}]']);
    expect(all(shown).map(({ bad }) => [...bad])).toEqual([[1], [2]]);
  });

  it('of a file that cannot be read has no rows', async () => {
    const errors = [{ line: 3, field: '', message: 'is no JSON' }];
    expect(await preview('[{', 'json', { errors })).toMatchObject({ count: 0, others: errors });
  });

  it('has the row at which a JSON file breaks among those to mend', async () => {
    const items = [{ line: 1, id: 'V1', outcome: 'create' as const }];
    const errors = [{ line: 2, field: '', message: 'is no JSON', value: null }];
    const shown = await preview('[{"id":"V1"},\n{"id":"V2"}x]', 'json', { items, errors });
    expect([shown.invalid, shown.others]).toEqual([[1], []]);
  });

  it('has rows beyond the errors that the server lists among those to mend', async () => {
    const lines = Array.from({ length: 1200 }, (_, i) => `V${i},`);
    const items = lines.map((_, i) => ({ line: i + 2, id: `V${i}`, outcome: 'invalid' as const }));
    const errors = items
      .slice(0, 1000)
      .map(({ line }) => ({ line, field: 'id_tag', message: 'is missing', value: null }));
    const more = { line: 1201, field: '', message: '… and 200 more errors.', value: null };
    const text = `vehicle_id,id_tag\n${lines.join('\n')}`;
    const shown = await preview(text, 'csv', { items, errors: [...errors, more] });
    expect(shown.invalid).toHaveLength(1200);
    expect([shown.others, shown.more]).toEqual([[], more.message]);
    expect(shown.rowAt(1100)).toMatchObject({ errors: [], item: { outcome: 'invalid' } });
  });
});
