import type { PowerTrailUpdate } from '../api/types';
import { isLogs, type Topic, type TopicMessage, topicOf } from './protocol';

/** The part of a SignalR connection that the page uses; tests put their own in its place. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  on(method: string, handler: (message: never) => void): void;
  onclose(handler: (error?: Error) => void): void;
}

export interface TopicListener<T extends TopicMessage = TopicMessage> {
  /** What the listener holds may be stale: fetch it again. Called on subscription, after a gap and after a reconnect. */
  sync(): void;
  message(message: T): void;
  /** The server refuses it. */
  failed?(): void;
}

export type LinkState = 'connecting' | 'online' | 'offline';

interface TopicState {
  listeners: Set<TopicListener>;
  /** Sequence number of the last message taken; null while the subscription is under way. */
  seq: number | null;
  held: TopicMessage[];
}

const retryDelaysMs = [500, 1000, 2000, 4000];
const maxHeld = 256;
const trailsDelayMs = 150;

/**
 * The one connection of the page to the hub. Subscriptions are counted per topic, survive reconnects, and tell their
 * listeners to fetch again whenever messages may have been missed.
 */
export class LiveConnection {
  private readonly topics = new Map<Topic, TopicState>();
  private readonly stateListeners = new Set<() => void>();
  private readonly reconnectListeners = new Set<() => void>();
  private hub: Hub | null = null;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private stopped = true;
  private wasOnline = false;
  private watched: string[] = [];
  private readonly trailless = new Set<string>();
  private trailsTimer: ReturnType<typeof setTimeout> | null = null;
  private trailsListener: (trails: PowerTrailUpdate[]) => void = () => undefined;
  private currentState: LinkState = 'connecting';

  constructor(private readonly createHub: () => Hub) {}

  get state(): LinkState {
    return this.currentState;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.open();
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    if (this.trailsTimer) clearTimeout(this.trailsTimer);
    this.trailsTimer = null;
    void this.hub?.stop();
    this.hub = null;
  }

  onState = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  /** Called each time the connection comes back after it had been lost. */
  onReconnect = (listener: () => void): (() => void) => {
    this.reconnectListeners.add(listener);
    return () => this.reconnectListeners.delete(listener);
  };

  subscribe<T extends TopicMessage>(topic: Topic, listener: TopicListener<T>): () => void {
    const entry = listener as unknown as TopicListener;
    let state = this.topics.get(topic);
    if (!state) {
      state = { listeners: new Set(), seq: null, held: [] };
      this.topics.set(topic, state);
      state.listeners.add(entry);
      if (this.currentState === 'online') void this.join(topic, state);
    } else {
      state.listeners.add(entry);
      if (state.seq !== null) entry.sync();
    }
    return () => {
      if (!state.listeners.delete(entry) || state.listeners.size > 0) return;
      if (this.topics.get(topic) !== state) return;
      this.topics.delete(topic);
      if (this.currentState !== 'online') return;
      if (isLogs(topic)) queueMicrotask(() => this.leaveLogs());
      else this.hub?.invoke('Unsubscribe', topic).catch(() => undefined);
    };
  }

  /** The rows on screen: only these get changes of power alone. */
  watchRows(ids: string[]): void {
    if (ids.length === this.watched.length && ids.every((id, i) => id === this.watched[i])) return;
    const before = new Set(this.watched);
    this.watched = ids;
    if (this.currentState === 'online') this.hub?.invoke('WatchRows', ids).catch(() => undefined);
    this.wantTrails(ids.filter((id) => !before.has(id)));
  }

  /** Called with the power of the last minutes of rows that have come into sight. */
  onTrails(listener: (trails: PowerTrailUpdate[]) => void): void {
    this.trailsListener = listener;
  }

  // Rows that are scrolled past are not asked for.
  private wantTrails(ids: string[]): void {
    for (const id of ids) this.trailless.add(id);
    if (this.trailsTimer || this.trailless.size === 0) return;
    this.trailsTimer = setTimeout(() => {
      this.trailsTimer = null;
      const wanted = this.watched.filter((id) => this.trailless.has(id));
      this.trailless.clear();
      if (wanted.length === 0 || this.currentState !== 'online') return;
      this.hub
        ?.invoke<PowerTrailUpdate[]>('RowTrails', wanted)
        .then((trails) => this.trailsListener(trails))
        .catch(() => undefined);
    }, trailsDelayMs);
  }

  private async open(): Promise<void> {
    const hub = this.createHub();
    this.hub = hub;
    for (const method of ['fleet', 'chargers', 'charger', 'data', 'import', 'scenario'])
      hub.on(method, (message: TopicMessage) => this.receive(topicOf(method, message), message));
    hub.on('logs', (message: TopicMessage) => {
      const topic = this.logsTopic();
      if (topic) this.receive(topic, message);
    });
    hub.onclose(() => this.lost(hub));
    try {
      await hub.start();
    } catch {
      this.lost(hub);
      return;
    }
    if (this.hub !== hub || this.stopped) return;
    this.attempts = 0;
    this.setState('online');
    if (this.watched.length > 0) hub.invoke('WatchRows', this.watched).catch(() => undefined);
    this.wantTrails(this.watched);
    for (const [topic, state] of this.topics) void this.join(topic, state);
    if (this.wasOnline) for (const listener of this.reconnectListeners) listener();
    this.wasOnline = true;
  }

  private lost(hub: Hub): void {
    if (this.hub !== hub || this.stopped) return;
    this.hub = null;
    for (const state of this.topics.values()) state.seq = null;
    this.setState('offline');
    const delay = retryDelaysMs[Math.min(this.attempts++, retryDelaysMs.length - 1)];
    this.timer = setTimeout(() => void this.open(), delay);
  }

  private async join(topic: Topic, state: TopicState): Promise<void> {
    const hub = this.hub;
    state.seq = null;
    state.held = [];
    try {
      const answer = await (isLogs(topic)
        ? hub?.invoke<{ seq: number }>('SubscribeLogs', JSON.parse(topic.slice('logs?'.length)))
        : hub?.invoke<{ seq: number }>('Subscribe', topic));
      if (!answer || this.hub !== hub || this.topics.get(topic) !== state) return;
      state.seq = answer.seq;
    } catch {
      // Unknown topic, or the connection is going down: then onclose follows.
      if (this.hub === hub && this.topics.get(topic) === state)
        for (const listener of state.listeners) listener.failed?.();
      return;
    }
    for (const listener of state.listeners) listener.sync();
    const held = state.held;
    state.held = [];
    for (const message of held) this.receive(topic, message);
  }

  // Logs that are subscribed to right after, by another filter, take the place of these by themselves.
  private leaveLogs(): void {
    if (this.currentState === 'online' && !this.logsTopic())
      this.hub?.invoke('Unsubscribe', 'logs').catch(() => undefined);
  }

  private logsTopic(): Topic | undefined {
    return [...this.topics.keys()].find(isLogs);
  }

  private receive(topic: Topic, message: TopicMessage): void {
    const state = this.topics.get(topic);
    if (!state) return;
    if (state.seq === null) {
      if (state.held.length < maxHeld) state.held.push(message);
      return;
    }
    if (message.seq <= state.seq) return;
    const gap = message.seq !== state.seq + 1;
    state.seq = message.seq;
    for (const listener of state.listeners) {
      if (gap) listener.sync();
      listener.message(message);
    }
  }

  private setState(state: LinkState): void {
    if (this.currentState === state) return;
    this.currentState = state;
    for (const listener of this.stateListeners) listener();
  }
}
