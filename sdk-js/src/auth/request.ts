import { AuthError } from '../errors/auth-error.js';
import { parsed } from '../protocol/frame.js';
import type { Clock } from '../time/clock.js';
import type { EndpointOptions, Values } from './auth-options.js';

/** What requests to auth endpoints stand on. */
export interface AuthGround {
  clock: Clock;
  fetch?: typeof fetch;
}

const PATIENCE = 10_000;

/** Posts to the endpoint and reads its JSON; a body of `Values` is sent as a form. Rejects with `AuthError`. */
export async function post<T>(
  { clock, fetch = globalThis.fetch }: AuthGround,
  endpoint: string,
  options: EndpointOptions,
  body: URLSearchParams | string,
  given?: AbortSignal,
): Promise<T> {
  const ended = new AbortController();
  const abort = () => ended.abort(given?.reason);
  given?.addEventListener('abort', abort);
  const late = clock.setTimeout(
    () =>
      ended.abort(new AuthError('auth_timeout', `${endpoint} did not answer within ${PATIENCE / 1000} s.`, { retriable: true })),
    PATIENCE,
  );
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': typeof body === 'string' ? 'application/json' : 'application/x-www-form-urlencoded',
        ...options.headers,
        ...options.headersProvider?.(),
      },
      body: String(body),
      signal: ended.signal,
    });
    return read(endpoint, response.status, await response.text());
  } catch (cause) {
    if (cause instanceof AuthError) throw cause;
    if (ended.signal.aborted) throw ended.signal.reason;
    throw new AuthError('auth_endpoint_unreachable', `${endpoint} cannot be reached: ${cause}`, { cause, retriable: true });
  } finally {
    clock.clearTimeout(late);
    given?.removeEventListener('abort', abort);
  }
}

export function params(options: EndpointOptions): Values {
  return { ...options.params, ...options.paramsProvider?.() };
}

function read<T>(endpoint: string, status: number, text: string): T {
  const answer = Object(parsed(text)) as T & { id?: string; error?: string };
  if (status !== 200) {
    const { id = 'auth_refused', error = text.slice(0, 200) } = answer;
    throw new AuthError(id, `${endpoint} answered ${status}: ${error}`, { status, retriable: status === 429 || status >= 500 });
  }
  if (answer instanceof String) {
    throw new AuthError('auth_answer_invalid', `${endpoint} answered 200, but no JSON: ${text.slice(0, 200)}`, { status });
  }
  return answer;
}
