import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../api/types';
import { parseCsv } from './csv';
import { formatOf, kindOf } from './importFile';
import { previewOf } from './preview';

const report = (change: Partial<ImportReport>): ImportReport => ({
  valid: false,
  created: 0,
  updated: 0,
  unchanged: 0,
  errors: [],
  items: [],
  ...change,
});

describe('a CSV file', () => {
  it('is read with quotes, line breaks in cells, a BOM and either delimiter', () => {
    const text = '\uFEFFid;name\r\nA;"one; ""two""\r\nthree"\r\n\r\nB;x\r\n';
    expect(parseCsv(text)).toEqual([
      { line: 1, cells: ['id', 'name'] },
      { line: 2, cells: ['A', 'one; "two"\r\nthree'] },
      { line: 5, cells: ['B', 'x'] },
    ]);
    expect(parseCsv('a,b')).toEqual([{ line: 1, cells: ['a', 'b'] }]);
    expect(parseCsv('')).toEqual([]);
  });
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
  it('has the errors of a CSV file at their rows and cells, and the others by themselves', () => {
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
    const { columns, rows, others } = previewOf(text, 'csv', report({ items, errors }));
    expect(columns).toEqual(['vehicle_id', 'id_tag']);
    expect(rows.map(({ item, errors: here, bad }) => [item?.outcome, here.length, [...bad]])).toEqual([
      ['create', 0, []],
      ['invalid', 1, [1]],
      ['unchanged', 0, []],
    ]);
    expect(others).toEqual([errors[1]]);
  });

  it('has each row of a charger with more than one EVSE under the same outcome', () => {
    const text = 'charger_id,evse_id\nA,1\nA,2\n';
    const items = [{ line: 2, id: 'A', outcome: 'update' as const, changes: ['model'] }];
    expect(previewOf(text, 'csv', report({ items })).rows.map(({ item }) => item?.outcome)).toEqual([
      'update',
      'update',
    ]);
  });

  it('has the errors of a JSON file at the fields that their paths begin with', () => {
    const text = '[{"id":"A","evses":[{"id":2}]},{"id":"B"}]';
    const items = [
      { line: 1, id: 'A', outcome: 'invalid' as const },
      { line: 1, id: 'B', outcome: 'invalid' as const },
    ];
    const errors = [
      { line: 1, field: '[0].evses[0].id', message: 'must be 1', value: '2' },
      { line: 1, field: '[1].vendor', message: 'is too long' },
    ];
    const { columns, rows } = previewOf(text, 'json', report({ items, errors }));
    expect(columns).toEqual(['id', 'evses', 'vendor']);
    expect(rows[0]?.cells).toEqual(['A', '[{"id":2}]']);
    expect(rows.map(({ bad }) => [...bad])).toEqual([[1], [2]]);
  });

  it('of a file that cannot be read has no rows', () => {
    const errors = [{ line: 3, field: '', message: 'is no JSON' }];
    expect(previewOf('[{', 'json', report({ errors }))).toMatchObject({ rows: [], others: errors });
  });

  it('of 10,000 rows is quick', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `CP${i},1,AC,Type2,22000`);
    const text = `charger_id,evse_id,current_type,connector_type,max_power_w\n${lines.join('\n')}`;
    const items = lines.map((_, i) => ({ line: i + 2, id: `CP${i}`, outcome: 'create' as const }));
    expect(previewOf(text, 'csv', report({ valid: true, items })).rows).toHaveLength(10_000);
  });
});
