import { setTimeout as wait } from 'node:timers/promises';
import { CarillonError } from '../errors/carillon-error.js';
import { type ServerOptions, secretOf } from './app.js';
import { answerOf, ServerError, serverErrorOf } from './server-error.js';
import { md5, requestText, sign } from './signature.js';

export interface ApiRequest {
  method: 'GET' | 'POST';
  /** Behind `/apps/APP_ID`. */
  path: string;
  parameters?: Record<string, string | undefined>;
  body?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 10_000;

/** Sends requests to Pusher's HTTP API, signed or with a server token, and again when they fail in passing. */
export class HttpApi {
  readonly #options: ServerOptions;
  readonly #origin: string;

  constructor(options: ServerOptions) {
    this.#options = options;
    const { host, cluster = 'mt1', port, useTLS = true } = options;
    this.#origin = `${useTLS ? 'https' : 'http'}://${host ?? `api-${cluster}.pusher.com`}${port ? `:${port}` : ''}${options.path ?? ''}`;
  }

  async send<T>(request: ApiRequest): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#send<T>(request);
      } catch (error) {
        if (!(error instanceof ServerError) || !error.retriable || attempt >= (this.#options.retries ?? 2)) throw error;
        const pause = error.retryAfter ?? Math.random() * FIRST_PAUSE * 2 ** (attempt + 1);
        await wait(Math.min(pause, LONGEST_PAUSE), undefined, { signal: request.signal });
      }
    }
  }

  async #send<T>(request: ApiRequest): Promise<T> {
    const { fetch = globalThis.fetch, timeout = 10_000 } = this.#options;
    const { method, body, signal } = request;
    const late = AbortSignal.timeout(timeout);
    const ended = new AbortController();
    const end = () => ended.abort();
    for (const each of [late, signal]) each?.addEventListener('abort', end);
    try {
      signal?.throwIfAborted();
      const response = await fetch(this.#url(request), { method, body, headers: this.#headers(request), signal: ended.signal });
      if (response.status !== 200) throw await serverErrorOf(response);
      return await answerOf<T>(response, this.#origin);
    } catch (cause) {
      if (cause instanceof CarillonError) throw cause;
      if (signal?.aborted) throw signal.reason;
      if (late.aborted)
        throw new ServerError('request_timeout', `${this.#origin} did not answer within ${timeout} ms.`, { retriable: true });
      throw new ServerError('server_unreachable', `${this.#origin} cannot be reached: ${reasonOf(cause)}`, {
        cause,
        retriable: true,
      });
    } finally {
      for (const each of [late, signal]) each?.removeEventListener('abort', end);
    }
  }

  #url({ method, path, parameters = {}, body = '' }: ApiRequest): string {
    const { appId, key, token } = this.#options;
    const fullPath = `/apps/${appId}${path}`;
    const query: [string, string][] = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    if (token === undefined) {
      query.push(['auth_key', key], ['auth_timestamp', String(Math.floor(Date.now() / 1000))], ['auth_version', '1.0']);
      if (body) query.push(['body_md5', md5(body)]);
      query.push(['auth_signature', sign(secretOf(this.#options), requestText(method, fullPath, query))]);
    }
    const text = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return `${this.#origin}${fullPath}${text && `?${text}`}`;
  }

  #headers({ body, headers }: ApiRequest): Record<string, string> {
    const { token } = this.#options;
    return {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    };
  }
}

/** `fetch` says that it failed, and why is the cause of that. */
function reasonOf(failure: unknown): unknown {
  return (failure instanceof Error && failure.cause) || failure;
}
