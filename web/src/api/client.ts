import { ApiError } from './problem';

interface CallOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/** One request; answers the parsed body and the response. Throws {@link ApiError}. */
export async function request<T>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<[T, Response]> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(options.query ?? {}))
    if (value !== undefined) query.set(key, String(value));
  const suffix = query.size > 0 ? `?${query}` : '';
  let response: Response;
  try {
    response = await fetch(path + suffix, {
      method,
      signal: options.signal ?? null,
      headers: options.body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: options.body === undefined ? null : JSON.stringify(options.body),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw ApiError.unreachable();
  }
  const text = await response.text();
  const body: unknown =
    text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
  if (!response.ok) throw ApiError.from(response.status, body);
  return [body as T, response];
}
