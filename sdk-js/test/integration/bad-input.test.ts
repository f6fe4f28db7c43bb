// What a program is told when something is not as it should be: by a real Carillon, by what is none, and by silence.
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import WebSocket from 'ws';
import { encryption } from '../../src/encryption/index.js';
import { Carillon, type Options } from '../../src/index.js';
import { CarillonServer } from '../../src/server/index.js';
import { type Backend, startBackend } from '../support/backend.js';
import { HeldClock } from '../support/held-clock.js';
import { Management } from '../support/management.js';
import { unique } from '../support/unique.js';

const app = inject('app');
let backend: Backend;
let clients: Carillon[] = [];

function client(key: string, options: Options): Carillon {
  const carillon = new Carillon(key, { wsHost: '127.0.0.1', forceTLS: false, WebSocket, encryption, ...options });
  clients.push(carillon);
  return carillon;
}

function clientOf(user: string, options: Options = {}): Carillon {
  const endpoint = { params: { user } };
  return client(backend.settings.key, {
    wsPort: backend.settings.port,
    channelAuthorization: { endpoint: `${backend.url}/pusher/auth`, ...endpoint },
    ...options,
  });
}

const serverOf = ({ id, key, secret, url }: { id: string; key: string; secret: string; url: string }) =>
  new CarillonServer({ appId: id, key, secret, host: '127.0.0.1', port: new URL(url).port, useTLS: false });

beforeAll(async () => {
  if (app) backend = await startBackend(app);
});
afterEach(() => {
  for (const each of clients) each.disconnect();
  clients = [];
});
afterAll(() => backend?.stop());

describe.skipIf(!app)('a key or secret that is wrong', () => {
  test('keeps the client away', async () => {
    const carillon = client('nosuchkey', { wsPort: backend.settings.port });
    await expect(carillon.connect()).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'app_not_found',
      message: 'App key nosuchkey not in this cluster. Did you forget to specify the cluster?',
      docs: expect.stringMatching(/#app_not_found$/),
      retriable: false,
    });
    expect(carillon.connection.state).toBe('disconnected');
  });

  test('publishes nothing', async () => {
    const stranger = { id: '999', key: 'k', secret: 's', url: app?.url ?? '' };
    await expect(serverOf(stranger).trigger('news', 'e', 1)).rejects.toMatchObject({ code: 'app_not_found', status: 404 });
    const forger = { ...(app as NonNullable<typeof app>), secret: 'not the secret of this key' };
    await expect(serverOf(forger).trigger('news', 'e', 1)).rejects.toMatchObject({
      name: 'ServerError',
      code: 'auth_signature_invalid',
      status: 401,
      retriable: false,
    });
  });
});

describe.skipIf(!app)('a channel that is refused', () => {
  test('by the backend, alone or among many', async () => {
    await expect(clientOf('mallory').subscribe(unique('private-x')).whenSubscribed()).rejects.toMatchObject({
      name: 'SubscriptionError',
      code: 'auth_refused',
      status: 403,
      retriable: false,
    });
    const channelAuthorization = { endpoint: `${backend.url}/authorize`, transport: 'batch' as const };
    const carillon = clientOf('alice', { channelAuthorization });
    await expect(carillon.subscribe(unique('private-closed')).whenSubscribed()).rejects.toMatchObject({
      code: 'channel_not_allowed',
      status: 403,
    });
  });

  test('by the server, for its signature', async () => {
    const carillon = clientOf('forger');
    await expect(carillon.subscribe(unique('private-x')).whenSubscribed()).rejects.toMatchObject({
      name: 'SubscriptionError',
      type: 'AuthError',
      code: 'signature_invalid',
      status: 401,
      retriable: false,
    });
    expect(carillon.connection.state).toBe('connected');
  });
});

describe.skipIf(!app)('an event that is too large', () => {
  test('is not published', async () => {
    await expect(backend.server.trigger('news', 'big', 'x'.repeat(20_000))).rejects.toMatchObject({
      name: 'ServerError',
      code: 'event_data_too_large',
      status: 413,
      retriable: false,
    });
  });

  test('is told to the channel on which a client sent it, which stays', async () => {
    const channel = await clientOf('alice').subscribe(unique('private-x')).whenSubscribed();
    const refused = channel.once('pusher:error');
    expect(channel.trigger('client-big', 'x'.repeat(20_000))).toBe(true);
    expect(await refused).toMatchObject({
      code: 'client_event_too_large',
      data: { code: 4301 },
      channel: channel.name,
      retriable: false,
    });
    expect(channel.subscribed).toBe(true);
  });
});

describe.skipIf(!app)('an app that is switched off', () => {
  test('ends its connections and takes neither new ones nor events', async () => {
    const management = new Management(app as NonNullable<typeof app>);
    const shop = await management.createApp(unique('shop'));
    const carillon = client(shop.key, { wsPort: backend.settings.port });
    await carillon.connect();
    const ended = carillon.connection.once('disconnected');

    await management.disable(shop);
    await ended;

    const disabled = { code: 'app_disabled', data: { code: 4003 }, retriable: false };
    expect(carillon.connection.lastError).toMatchObject(disabled);
    await expect(client(shop.key, { wsPort: backend.settings.port }).connect()).rejects.toMatchObject(disabled);
    await expect(serverOf(shop).trigger('news', 'e', 1)).rejects.toMatchObject({ code: 'app_disabled', status: 403 });
  });
});

describe.skipIf(!app)('a token', () => {
  test('that has expired keeps away a client that has no other', async () => {
    const { server } = backend;
    const carillon = clientOf('ann', { token: server.connectionToken({ userId: 'ann', expiresIn: -60 }), reconnectDelay: 1 });
    await expect(carillon.connect()).rejects.toMatchObject({ code: 'token_expired', retriable: false });
    expect(carillon.connection.state).toBe('disconnected');
    expect(carillon.connection.lastError?.message).toBe('The token has ended, and there is no function to ask for the next one.');
  });

  test('that is revoked ends the connection, and a new one opens the next', async () => {
    const management = new Management(app as NonNullable<typeof app>);
    const shop = await management.createApp(unique('shop'));
    const server = serverOf(shop);
    const codes: string[] = [];
    let made = 0;
    const carillon = client(shop.key, {
      wsPort: backend.settings.port,
      reconnectDelay: 1,
      token: () => {
        made++;
        return server.connectionToken({ userId: 'ann' });
      },
    });
    carillon.connection.bind('error', ({ code }) => codes.push(code));
    await carillon.connect();
    const back = carillon.connection.once('connecting').then(() => carillon.connection.once('connected'));

    await management.revokeUser(shop, 'ann');
    await back;

    expect(codes[0]).toBe('token_revoked');
    expect(made).toBeGreaterThan(1);
  });
});

describe('where there is no Carillon', () => {
  test.each([
    ['a port that nobody listens on', { wsHost: '127.0.0.1', wsPort: 1 }],
    ['a host that there is not', { wsHost: 'no-such-host.invalid', wsPort: 80 }],
  ])('%s', async (_, where) => {
    const carillon = client('key', where);
    const error = carillon.connection.once('error');
    carillon.connect();
    expect(await error).toMatchObject({
      code: 'connection_lost',
      message: 'The connection was lost or not made (1006): is the server there?',
      retriable: true,
    });
    expect(carillon.connection.state).toBe('connecting');
    const server = new CarillonServer({
      ...{ appId: '1', key: 'k', secret: 's', host: where.wsHost, port: where.wsPort, useTLS: false, retries: 0 },
    });
    await expect(server.trigger('news', 'e', 1)).rejects.toMatchObject({ code: 'server_unreachable', retriable: true });
  });

  test('what answers is something else', async () => {
    const web = createServer((end) => end.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
    const carillon = client('key', { wsPort: await portOf(web) });
    const error = carillon.connection.once('error');
    carillon.connect();
    expect(await error).toMatchObject({ code: 'connection_lost', retriable: true });
    carillon.disconnect();
    web.close();
  });
});

describe('a server that goes silent', () => {
  test('at the door', async () => {
    const ends = new Set<Socket>();
    const silent = createServer((end) => ends.add(end));
    const carillon = client('key', { wsPort: await portOf(silent), connectTimeout: 50 });
    const error = carillon.connection.once('error');
    carillon.connect();
    expect(await error).toMatchObject({ code: 'connection_lost', message: 'The server did not answer in time', retriable: true });
    carillon.disconnect();
    for (const end of ends) end.destroy();
    silent.close();
  });

  test.skipIf(!app)('later is missed, and the client comes back', async () => {
    // Held, so that nobody is taken for silent who is only slow.
    const clock = new HeldClock();
    const times = { activityTimeout: 1_000, pongTimeout: 1_000, reconnectDelay: 1_000 };
    const carillon = clientOf('alice', { wsPort: backend.settings.wirePort, clock, ...times });
    const channel = await carillon.subscribe(unique('news')).whenSubscribed();
    const errors: unknown[] = [];
    carillon.connection.bind('error', (error) => errors.push(error));
    const back = channel.once('pusher:subscription_succeeded');

    backend.wire.freeze();
    while (errors.length === 0) await clock.advance(1_000);

    const missed = { code: 'connection_lost', message: 'The server did not answer a ping', retriable: true };
    expect(errors).toMatchObject([missed]);
    await clock.advance(1_000);
    await back;
    const heard = channel.once('after');
    await backend.server.trigger(channel.name, 'after', 1);
    expect(await heard).toBe(1);
  });
});

function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
}
