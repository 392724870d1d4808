import createClient from 'openapi-fetch';
import { ApiError } from './problem';
import type { paths } from './schema';

/** The API at the root of this page's origin, typed by its OpenAPI document. */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer with its response. Throws {@link ApiError} for every other one, and for none. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw ApiError.unreachable();
  }
  if (!answer.response.ok) throw ApiError.from(answer.response.status, parsed(answer.error));
  return { data: answer.data as T, response: answer.response };
}

export const bodyOf = async <T>(call: Promise<Answer<T>>): Promise<T> => (await answerOf(call)).data;

/** openapi-fetch hands over an error body as text when it is not `application/json`. */
function parsed(error: unknown): unknown {
  if (typeof error !== 'string') return error;
  try {
    return JSON.parse(error);
  } catch {
    return undefined;
  }
}
