import type { SurroundingsListener } from '../../src/connection/surroundings.js';
import { Carillon, type Options } from '../../src/index.js';
import { HeldClock } from './held-clock.js';
import { Wire } from './wire.js';

/** A client in a world that the test holds in its hands. */
export function world(options: Options = {}) {
  const clock = new HeldClock();
  const wire = new Wire();
  const surroundings = { listener: undefined as SurroundingsListener | undefined };
  const carillon = new Carillon('key', {
    wsHost: 'ws.example.com',
    transport: wire,
    clock,
    // The longest pause that the jitter allows, so that tests can tell when it is over.
    random: () => 0.999_999,
    surroundings: {
      listen(listener) {
        surroundings.listener = listener;
        return () => {
          surroundings.listener = undefined;
        };
      },
    },
    ...options,
  });
  const errors: string[] = [];
  carillon.connection.bind('error', ({ code }) => errors.push(code));
  return { carillon, clock, wire, surroundings, errors };
}

/** As `world`, and connected. */
export function connectedWorld(options: Options = {}) {
  const all = world(options);
  all.carillon.connect();
  all.wire.socket.greet();
  return all;
}

/** An auth endpoint that the test holds in its hands. */
export function endpoint(answer: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const requests: { url: string; headers: Record<string, string>; body: string }[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    requests.push({ url: String(url), headers: init.headers as Record<string, string>, body: String(init.body) });
    return answer(String(url), init);
  };
  return { fetch: fetch as typeof globalThis.fetch, requests };
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}
