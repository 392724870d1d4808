// Parts of the page that are fetched when they are first needed, or before that once the page has nothing else to do: a
// view that is here already opens without the server.

/** A part of the page could not be fetched. Browsers remember that, so only a reload of the page tries it anew. */
export class ChunkError extends Error {
  constructor(cause: unknown) {
    super('A part of the page could not be fetched.', { cause });
    this.name = 'ChunkError';
  }
}

const loaders = new Set<() => Promise<unknown>>();

/** For `lazy` and for routes: loads a part, and has it fetched beforehand by {@link fetchChunks}. */
export function chunk<T>(load: () => Promise<T>): () => Promise<T> {
  const guarded = () =>
    load().catch((cause: unknown) => {
      throw new ChunkError(cause);
    });
  loaders.add(guarded);
  return guarded;
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 5000 });
    else setTimeout(resolve, 500);
  });

/** Fetches every part, one at a time, each when the page is idle; parts of parts come after them. */
export async function fetchChunks(): Promise<void> {
  for (const load of loaders) {
    await idle();
    try {
      await load();
    } catch {
      return; // The server is away: whoever needs the part will be told.
    }
  }
}
