import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../test/fakes';
import { LiveConnection } from './liveConnection';

const listener = () => ({ sync: vi.fn(), message: vi.fn() });
const flush = () => vi.advanceTimersByTimeAsync(0);
const fleet = (seq: number) => ({ seq, total: seq });

describe('LiveConnection', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function online() {
    const hubs: FakeHub[] = [];
    const connection = new LiveConnection(() => {
      const hub = new FakeHub();
      hubs.push(hub);
      return hub;
    });
    connection.start();
    await flush();
    return { connection, hubs, hub: hubs[0] as FakeHub };
  }

  it('asks the listener to fetch once it is subscribed, then hands over messages in order', async () => {
    const { connection, hub } = await online();
    hub.seq = 7;
    const one = listener();
    connection.subscribe('fleet', one);
    await flush();
    expect(hub.invoked).toEqual([['Subscribe', 'fleet']]);
    expect(one.sync).toHaveBeenCalledTimes(1);
    hub.send('fleet', fleet(8));
    hub.send('fleet', fleet(9));
    expect(one.message.mock.calls.map(([message]) => message.seq)).toEqual([8, 9]);
    expect(one.sync).toHaveBeenCalledTimes(1);
  });

  it('fetches again after a gap and ignores what it has seen', async () => {
    const { connection, hub } = await online();
    const one = listener();
    connection.subscribe('fleet', one);
    await flush();
    hub.send('fleet', fleet(1));
    hub.send('fleet', fleet(1));
    hub.send('fleet', fleet(4));
    expect(one.sync).toHaveBeenCalledTimes(2);
    expect(one.message.mock.calls.map(([message]) => message.seq)).toEqual([1, 4]);
  });

  it('keeps messages that arrive before the subscription is answered', async () => {
    const { connection, hub } = await online();
    const one = listener();
    hub.seq = 2;
    connection.subscribe('fleet', one);
    hub.send('fleet', fleet(2));
    hub.send('fleet', fleet(3));
    await flush();
    expect(one.message.mock.calls.map(([message]) => message.seq)).toEqual([3]);
    expect(one.sync).toHaveBeenCalledTimes(1);
  });

  it('subscribes once for many listeners and lets go with the last', async () => {
    const { connection, hub } = await online();
    const [one, two] = [listener(), listener()];
    const leaveOne = connection.subscribe('charger:CP1', one);
    await flush();
    const leaveTwo = connection.subscribe('charger:CP1', two);
    expect(two.sync).toHaveBeenCalledTimes(1);
    leaveOne();
    expect(hub.invoked).toEqual([['Subscribe', 'charger:CP1']]);
    leaveTwo();
    expect(hub.invoked[1]).toEqual(['Unsubscribe', 'charger:CP1']);
    hub.send('charger', { seq: 1, chargerId: 'CP1' });
    expect(one.message).not.toHaveBeenCalled();
  });

  it('has the logs of one filter at a time, and of another in its place', async () => {
    const { connection, hub } = await online();
    const [one, two] = [listener(), listener()];
    const leaveOne = connection.subscribe('logs?{"search":"a"}', one);
    await flush();
    hub.send('logs', { seq: 1, entries: [], dropped: 0 });
    expect(one.message).toHaveBeenCalledTimes(1);
    leaveOne();
    hub.seq = 2;
    const leaveTwo = connection.subscribe('logs?{"search":"b"}', two);
    await flush();
    // Of the former filter, and on its way while the new one was asked for.
    hub.send('logs', { seq: 2, entries: [], dropped: 0 });
    hub.send('logs', { seq: 3, entries: [], dropped: 0 });
    expect(two.message.mock.calls.map(([message]) => message.seq)).toEqual([3]);
    leaveTwo();
    await flush();
    expect(hub.invoked).toEqual([
      ['SubscribeLogs', { search: 'a' }],
      ['SubscribeLogs', { search: 'b' }],
      ['Unsubscribe', 'logs'],
    ]);
  });

  it('comes back by itself, subscribes anew and has everything fetched', async () => {
    const { connection, hubs, hub } = await online();
    const one = listener();
    const back = vi.fn();
    connection.onReconnect(back);
    connection.subscribe('fleet', one);
    connection.watchRows(['CP1']);
    await flush();
    hub.drop();
    expect(connection.state).toBe('offline');
    await vi.advanceTimersByTimeAsync(500);
    expect(connection.state).toBe('online');
    expect(hubs).toHaveLength(2);
    expect(hubs[1]?.invoked).toEqual([
      ['WatchRows', ['CP1']],
      ['Subscribe', 'fleet'],
    ]);
    expect(one.sync).toHaveBeenCalledTimes(2);
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('waits longer after each failed attempt, up to four seconds', async () => {
    const hubs: FakeHub[] = [];
    const connection = new LiveConnection(() => {
      const hub = new FakeHub();
      hub.failStart = true;
      hubs.push(hub);
      return hub;
    });
    connection.start();
    await flush();
    for (const delay of [500, 1000, 2000, 4000, 4000]) {
      const before = hubs.length;
      await vi.advanceTimersByTimeAsync(delay - 1);
      expect(hubs).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(hubs).toHaveLength(before + 1);
    }
    connection.stop();
  });

  it('tells the hub about rows on screen only when they change', async () => {
    const { connection, hub } = await online();
    connection.watchRows(['A', 'B']);
    connection.watchRows(['A', 'B']);
    connection.watchRows(['B']);
    expect(hub.invoked).toEqual([
      ['WatchRows', ['A', 'B']],
      ['WatchRows', ['B']],
    ]);
  });
});
