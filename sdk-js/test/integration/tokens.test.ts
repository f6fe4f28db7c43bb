// Connection tokens, as a real Carillon takes them.
import { createHmac } from 'node:crypto';
import StockPusher from 'pusher-js';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import WebSocket from 'ws';
import { batchAuth } from '../../src/batch-auth/index.js';
import { Carillon, type Options } from '../../src/index.js';
import { type Backend, startBackend } from '../support/backend.js';
import { unique } from '../support/unique.js';

const app = inject('app');
let backend: Backend;
let clients: Carillon[] = [];

/** With nobody who signs: what the token does not cover is not had. */
function client(token: Options['token']): Carillon {
  const { host, port, key } = backend.settings;
  const carillon = new Carillon(key, { wsHost: host, wsPort: port, forceTLS: false, WebSocket, token, reconnectDelay: 100 });
  clients.push(carillon);
  return carillon;
}

const capabilities = { 'private-mine-*': ['subscribe' as const, 'publish' as const], 'presence-*': ['presence' as const] };

/** A token of which every claim is said. */
function signed(claims: object, secret = app?.secret ?? ''): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid: app?.key })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

beforeAll(async () => {
  if (app) backend = await startBackend(app);
});
afterEach(() => {
  for (const each of clients) each.disconnect();
  clients = [];
});
afterAll(() => backend?.stop());

describe.skipIf(!app)('a connection token', () => {
  test('opens forty private channels without one auth request', async () => {
    const carillon = client(backend.server.connectionToken({ userId: 'ann', capabilities }));
    const channels = Array.from({ length: 40 }, () => carillon.subscribe(unique('private-mine')));
    await Promise.all(channels.map((channel) => channel.whenSubscribed()));
    expect(backend.authRequests).toEqual([]);
  });

  test('says who one is: a member, and signed in', async () => {
    const carillon = client(backend.server.connectionToken({ userId: 'ann', userInfo: { name: 'Ann' }, capabilities }));
    const room = await carillon.subscribe(unique('presence-room')).whenSubscribed();
    expect(room.members.me).toEqual({ id: 'ann', info: { name: 'Ann' } });
    expect(await carillon.signin()).toMatchObject({ id: 'ann' });
    const note = carillon.user.once('note');
    await backend.server.sendToUser('ann', 'note', 'hi');
    expect(await note).toBe('hi');
  });

  test('does not open what it does not cover, and the refusal has its reason', async () => {
    const carillon = client(backend.server.connectionToken({ userId: 'ann', capabilities }));
    await expect(carillon.subscribe(unique('private-other')).whenSubscribed()).rejects.toMatchObject({
      name: 'SubscriptionError',
      code: 'token_not_for_channel',
      status: 401,
    });
  });

  test('is refreshed on the open connection before it ends', async () => {
    let made = 0;
    const carillon = client(() =>
      backend.server.connectionToken({ userId: 'ann', capabilities, expiresIn: ++made === 1 ? 5 : 3_600 }),
    );
    const accepted = carillon.once('carillon:token_accepted');
    const channel = await carillon.subscribe(unique('private-mine')).whenSubscribed();
    const before = carillon.connection.socket_id;
    expect(await accepted).toMatchObject({ user_id: 'ann' });
    expect([made, carillon.connection.socket_id, channel.subscribed]).toEqual([2, before, true]);
  });

  test('that is too old at the door is followed by another', async () => {
    const now = Math.floor(Date.now() / 1000);
    const old = signed({ sub: 'ann', iat: now - 600, exp: now - 300, capabilities });
    const given = [old, backend.server.connectionToken({ userId: 'ann', capabilities })];
    const codes: string[] = [];
    // A clock that is behind takes the old one for good.
    const { host, port, key } = backend.settings;
    const clock = {
      now: () => Date.now() - 3_600_000,
      setTimeout: (task: () => void, ms: number) => setTimeout(task, ms),
      clearTimeout: (timer: unknown) => clearTimeout(timer as never),
    };
    const carillon = new Carillon(key, {
      wsHost: host,
      wsPort: port,
      forceTLS: false,
      WebSocket,
      clock,
      reconnectDelay: 100,
      token: () => given.shift() ?? '',
    });
    clients.push(carillon);
    carillon.connection.bind('error', ({ code }) => codes.push(code));
    await carillon.connect();
    expect(codes).toEqual(['token_expired']);
    expect(given).toEqual([]);
  });

  test('that somebody else signed keeps the client away, with the reason', async () => {
    const now = Math.floor(Date.now() / 1000);
    const carillon = client(() =>
      signed({ sub: 'ann', iat: now, exp: now + 60, capabilities }, 'another secret that is long enough too'),
    );
    await expect(carillon.connect()).rejects.toMatchObject({
      code: 'token_signature_invalid',
      data: { code: 4010 },
      retriable: false,
    });
    expect(carillon.connection.state).toBe('disconnected');
  });
});

describe.skipIf(!app)('the endpoint of the platform itself', () => {
  const endpoint = () => `${app?.url}/apps/${app?.id}/authorize`;
  const headers = () => ({ authorization: `Bearer ${backend.server.connectionToken({ userId: 'ann', capabilities })}` });

  /** Counts what goes out, and sends it. */
  function counted(): { fetch: typeof fetch; requests: string[] } {
    const requests: string[] = [];
    const counting: typeof fetch = (url, init) => {
      requests.push(String(init?.body));
      return fetch(url, init);
    };
    return { fetch: counting, requests };
  }

  test('signs for forty channels and the sign-in with one request, and no backend', async () => {
    const { host, port, key } = backend.settings;
    const { fetch, requests } = counted();
    const options = { endpoint: endpoint(), transport: 'batch' as const, headers: headers() };
    const carillon = new Carillon(key, {
      ...{ wsHost: host, wsPort: port, forceTLS: false, WebSocket, fetch },
      channelAuthorization: options,
      userAuthentication: { endpoint: endpoint(), transport: 'batch' },
    });
    clients.push(carillon);
    const channels = Array.from({ length: 40 }, () => carillon.subscribe(unique('private-mine')));
    const room = carillon.subscribe(unique('presence-room'));
    const closed = carillon.subscribe(unique('private-other')).whenSubscribed();
    expect(await carillon.signin()).toMatchObject({ id: 'ann' });
    await Promise.all(channels.map((channel) => channel.whenSubscribed()));
    await room.whenSubscribed();
    expect(room.members.myID).toBe('ann');
    await expect(closed).rejects.toMatchObject({ code: 'channel_not_allowed' });
    expect(requests.length).toBe(1);
  });

  test('does so for stock pusher-js, too', async () => {
    const { host, port, key } = backend.settings;
    const { fetch, requests } = counted();
    const pusher = new StockPusher(key, {
      ...{ cluster: '', wsHost: host, wsPort: port, forceTLS: false, enabledTransports: ['ws'] },
      ...batchAuth({ endpoint: endpoint(), headers: headers(), fetch }),
    });
    try {
      const subscribed = Array.from({ length: 40 }, () => {
        const channel = pusher.subscribe(unique('private-mine'));
        return new Promise((resolve) => channel.bind('pusher:subscription_succeeded', resolve));
      });
      pusher.signin();
      await Promise.all([...subscribed, pusher.user.signinDonePromise]);
      expect(pusher.user.user_data).toMatchObject({ id: 'ann' });
      expect(requests.length).toBe(1);
    } finally {
      pusher.disconnect();
    }
  });
});
