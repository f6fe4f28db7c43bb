// Carillon and its own client, as a program uses them.
import StockPusher from 'pusher-js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import WebSocket from 'ws';
import { batchAuth } from '../../src/batch-auth/index.js';
import { encryption } from '../../src/encryption/index.js';
import { Carillon, type Options, Typing } from '../../src/index.js';
import { type Backend, startBackend } from '../support/backend.js';
import { unique } from '../support/unique.js';

const app = inject('app');
let backend: Backend;
let clients: Carillon[] = [];

function client(options: Options & { user?: string } = {}): Carillon {
  const { host, port } = backend.settings;
  const { user = 'alice', ...rest } = options;
  const carillon = new Carillon(app?.key ?? '', {
    wsHost: host,
    wsPort: port,
    forceTLS: false,
    WebSocket,
    encryption,
    channelAuthorization: { endpoint: `${backend.url}/pusher/auth`, params: { user } },
    userAuthentication: { endpoint: `${backend.url}/pusher/user-auth`, params: { user } },
    ...rest,
  });
  clients.push(carillon);
  return carillon;
}

const batched = () => {
  const options = { endpoint: `${backend.url}/authorize`, transport: 'batch' as const };
  return { channelAuthorization: options, userAuthentication: options };
};

beforeAll(async () => {
  if (app) backend = await startBackend(app);
});
beforeEach(() => backend?.authRequests.splice(0));
afterEach(() => {
  for (const each of clients) each.disconnect();
  clients = [];
});
afterAll(() => backend?.stop());

describe.skipIf(!app)('a client of a real Carillon', () => {
  test('hears what is published', async () => {
    const news = await client().subscribe(unique('news')).whenSubscribed();
    const heard = news.once('headline');
    expect(await backend.server.trigger(news.name, 'headline', { title: 'Grüße 🔔' }, { info: 'subscription_count' })).toEqual({
      channels: { [news.name]: { subscription_count: 1 } },
    });
    expect(await heard).toEqual({ title: 'Grüße 🔔' });
  });

  test('forty private channels and the sign-in are one auth request', async () => {
    const carillon = client(batched());
    const channels = Array.from({ length: 40 }, () => carillon.subscribe(unique('private-many')));
    const user = await carillon.signin();
    await Promise.all(channels.map((channel) => channel.whenSubscribed()));
    expect(user.id).toBe('alice');
    expect(backend.authRequests.length).toBe(1);
  });

  test('and one for stock pusher-js with carillon-js/batch-auth', async () => {
    const { host, port, key } = backend.settings;
    const pusher = new StockPusher(key, {
      cluster: '',
      wsHost: host,
      wsPort: port,
      forceTLS: false,
      enabledTransports: ['ws'],
      ...batchAuth({ endpoint: `${backend.url}/authorize` }),
    });
    try {
      const subscribed = Array.from({ length: 40 }, () => {
        const channel = pusher.subscribe(unique('private-stock'));
        return new Promise((resolve) => channel.bind('pusher:subscription_succeeded', resolve));
      });
      pusher.signin();
      await Promise.all(subscribed);
      await pusher.user.signinDonePromise;
      expect(pusher.user.user_data).toMatchObject({ id: 'alice' });
      expect(backend.authRequests.length).toBe(1);
    } finally {
      pusher.disconnect();
    }
  });

  test('who types is seen by the others, and no longer once they are gone', async () => {
    const name = unique('presence-room');
    const room = await client({ user: 'alice' }).subscribe(name).whenSubscribed();
    const bob = client({ user: 'bob' });
    const his = await bob.subscribe(name).whenSubscribed();
    const typing = new Typing(room);
    const begun = typing.once('change');
    new Typing(his).keystroke();
    expect(await begun).toEqual(['bob']);
    const ended = typing.once('change');
    bob.disconnect();
    expect(await ended).toEqual([]);
    typing.close();
  });

  test('a server sees who is there, and sends them away', async () => {
    const name = unique('presence-room');
    const carillon = client({ user: 'zoe' });
    await carillon.subscribe(name).whenSubscribed();
    await carillon.signin();
    expect(await backend.server.users(name)).toEqual([{ id: 'zoe' }]);
    expect(await backend.server.channel(name, { info: 'user_count' })).toEqual({ occupied: true, user_count: 1 });
    expect(Object.keys(await backend.server.channels({ filter_by_prefix: name }))).toEqual([name]);
    const ended = carillon.connection.once('disconnected');
    await backend.server.terminateUserConnections('zoe');
    await ended;
    expect(carillon.connection.lastError).toMatchObject({ code: 'disconnected_by_app', data: { code: 4009 }, retriable: false });
  });

  test('an event that is sent twice with one key is published once', async () => {
    const channel = await client().subscribe(unique('once')).whenSubscribed();
    const heard: unknown[] = [];
    channel.bind('n', (data) => heard.push(data));
    const idempotency_key = unique('key');
    await backend.server.trigger(channel.name, 'n', 1, { idempotency_key });
    await backend.server.trigger(channel.name, 'n', 1, { idempotency_key });
    const last = channel.once('last');
    await backend.server.triggerBatch([{ channel: channel.name, name: 'last', data: 2 }]);
    await last;
    expect(heard).toEqual([1]);
  });

  test('a hundred reconnects in a row end with every channel alive', async () => {
    const carillon = client({ wsPort: backend.settings.wirePort, reconnectDelay: 1, maxReconnectDelay: 5, ...batched() });
    const channel = await carillon.subscribe(unique('private-again')).whenSubscribed();
    for (let i = 0; i < 100; i++) {
      const back = channel.once('pusher:subscription_succeeded');
      await fetch(`${backend.url}/wire/cut`, { method: 'POST' });
      await back;
    }
    const heard = channel.once('after');
    await backend.server.trigger(channel.name, 'after', 1);
    expect(await heard).toBe(1);
  });
});
