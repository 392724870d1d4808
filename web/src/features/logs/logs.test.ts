import { describe, expect, it } from 'vitest';
import { logEntry } from '../../test/fakes';
import { lineOf, partnerOf } from './logModel';
import { LogStore, mostLines } from './logStore';
import { exportUrl, queryOf, readLogsSearch } from './search';

const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => logEntry({ seq: from + i }));
const seqs = (store: LogStore) => store.lines.map(({ seq }) => seq);
const page = (items: ReturnType<typeof entries>) => ({ items, total: items.length });

describe('lines', () => {
  it('pair call and answer of one charger and of the same direction of call only', () => {
    const call = logEntry({ seq: 1, messageId: '7', direction: 'out' });
    const foreign = logEntry({ seq: 2, messageId: '7', direction: 'out', type: 'result' });
    const other = logEntry({ seq: 3, messageId: '7', direction: 'in', type: 'result', chargerId: 'CP2' });
    const answer = logEntry({ seq: 4, messageId: '7', direction: 'in', type: 'error' });
    const lines = [call, foreign, other, answer];
    expect(partnerOf(lines, call)).toBe(answer);
    expect(partnerOf(lines, answer)).toBe(call);
    expect(partnerOf(lines, foreign)).toBeUndefined();
    expect(partnerOf(lines, other)).toBeUndefined();
  });

  it('say what is wrong with a frame before what is in it', () => {
    expect(lineOf(logEntry({ problem: 'not JSON', type: 'frame', payload: '{' }))).toBe('not JSON');
  });
});

describe('the store', () => {
  it('has the newest lines, each once, and drops the oldest past the bound', async () => {
    const store = new LogStore(async () => page(entries(1, 500)));
    store.apply({ entries: entries(499, 502), dropped: 0 });
    await store.load();
    expect(seqs(store)).toEqual(entries(1, 502).map(({ seq }) => seq));
    store.apply({ entries: entries(503, mostLines + 10), dropped: 3 });
    expect(store.lines).toHaveLength(mostLines);
    expect(store.lines[0]?.seq).toBe(11);
    expect(store.dropped).toBe(3);
    expect(store.more).toBe(true);
  });

  it('puts lines that come a little out of order in their place', () => {
    const store = new LogStore(async () => page([]));
    store.apply({ entries: [logEntry({ seq: 1 }), logEntry({ seq: 4 })], dropped: 0 });
    store.apply({ entries: [logEntry({ seq: 3 }), logEntry({ seq: 4 }), logEntry({ seq: 5 })], dropped: 0 });
    expect(seqs(store)).toEqual([1, 3, 4, 5]);
  });

  it('after an outage goes on where the lines meet, and else begins anew', async () => {
    let newest = page(entries(1, 3));
    const store = new LogStore(async () => newest);
    await store.load();
    newest = page(entries(2, 6));
    await store.load();
    expect(seqs(store)).toEqual([1, 2, 3, 4, 5, 6]);
    newest = page(entries(600, 1099));
    await store.load();
    expect(store.lines[0]?.seq).toBe(600);
    expect(store.more).toBe(true);
  });

  it('goes back page by page, and forgets what was read back at the end', async () => {
    const asked: (number | undefined)[] = [];
    const store = new LogStore(async ({ before, limit }) => {
      asked.push(before);
      const last = (before ?? 6001) - 1;
      return page(entries(Math.max(1, last - limit + 1), last));
    });
    await store.load();
    while (store.more) await store.older();
    expect(store.lines).toHaveLength(6000);
    expect(asked.slice(0, 3)).toEqual([undefined, 5501, 5001]);
    store.atEnd();
    expect(store.lines).toHaveLength(mostLines);
    expect(store.lines.at(-1)?.seq).toBe(6000);
    expect(store.more).toBe(true);
  });

  it('holds back what comes while it is paused, and counts what is too much', () => {
    const store = new LogStore(async () => page([]));
    store.apply({ entries: entries(1, 2), dropped: 0 });
    store.setPaused(true);
    store.apply({ entries: entries(2, mostLines + 5), dropped: 0 });
    expect(seqs(store)).toEqual([1, 2]);
    expect(store.waiting).toHaveLength(mostLines);
    expect(store.dropped).toBe(3);
    store.setPaused(false);
    expect(store.waiting).toHaveLength(0);
    expect(store.lines.at(-1)?.seq).toBe(mostLines + 5);
  });

  it('keeps what it has when a fetch fails, and says why', async () => {
    let fail = false;
    const store = new LogStore(async () => {
      if (fail) throw new Error('gone');
      return page(entries(1, 2));
    });
    await store.load();
    fail = true;
    await store.load();
    expect(seqs(store)).toEqual([1, 2]);
    expect(store.error).toEqual(new Error('gone'));
  });
});

describe('the address', () => {
  it('takes what it knows and leaves out the rest', () => {
    const search = readLogsSearch({
      q: 7,
      category: ['ocpp', 'weather'],
      direction: 'up',
      actions: 'Heartbeat',
      chargers: ['CP1', 'CP1'],
      from: 'yesterday',
      to: '2026-01-01T00:00:00Z',
      problem: 'yes',
      line: 12,
    });
    expect(JSON.parse(JSON.stringify(search))).toEqual({
      q: '7',
      category: ['ocpp'],
      actions: ['Heartbeat'],
      chargers: ['CP1'],
      to: '2026-01-01T00:00:00Z',
      line: 12,
    });
  });

  it('becomes the query of the API and of an export', () => {
    const query = queryOf({ q: 'a b', direction: 'sent', actions: ['Heartbeat', 'Reset'] }, ['CP 1']);
    expect(query).toEqual({
      chargerId: ['CP 1'],
      direction: 'out',
      action: ['Heartbeat', 'Reset'],
      search: 'a b',
    });
    expect(exportUrl(query, 'text')).toBe(
      '/logs/export?chargerId=CP+1&direction=out&action=Heartbeat&action=Reset&search=a+b&format=text',
    );
  });
});
