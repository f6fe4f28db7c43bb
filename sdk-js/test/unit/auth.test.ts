import { describe, expect, test } from 'vitest';
import { connectedWorld, endpoint, json } from '../support/client.js';
import { settle } from '../support/held-clock.js';

describe('an auth endpoint', () => {
  test('is sent a form, as Pusher does it', async () => {
    const { fetch, requests } = endpoint(() => json({ auth: 'key:sig' }));
    const { carillon, wire } = connectedWorld({
      fetch,
      channelAuthorization: {
        endpoint: '/auth',
        params: { a: '1' },
        paramsProvider: () => ({ b: '2' }),
        headers: { 'x-csrf': 'c' },
        headersProvider: () => ({ 'x-late': 'd' }),
      },
    });
    carillon.subscribe('private-a');
    await settle();
    expect(requests).toEqual([
      {
        url: '/auth',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-csrf': 'c', 'x-late': 'd' },
        body: 'a=1&b=2&socket_id=1.1&channel_name=private-a',
      },
    ]);
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"key:sig"}}']);
  });

  test.each([
    ['refuses', () => new Response('Forbidden', { status: 403 }), 'auth_refused', 403, false],
    [
      'refuses with a code',
      () => json({ error: 'The token has expired.', code: 401, id: 'token_expired' }, 401),
      'token_expired',
      401,
      false,
    ],
    ['is overwhelmed', () => new Response('', { status: 503 }), 'auth_refused', 503, true],
    ['answers a page', () => new Response('<html>'), 'auth_answer_invalid', 200, false],
    ['answers something else', () => json({ ok: true }), 'auth_answer_invalid', undefined, false],
    ['is not there', () => Promise.reject(new TypeError('fetch failed')), 'auth_endpoint_unreachable', undefined, true],
  ])('that %s', async (_, answer, code, status, retriable) => {
    const { fetch } = endpoint(answer);
    const { carillon, wire } = connectedWorld({ fetch });
    const error = await carillon.subscribe('private-a').once('pusher:subscription_error');
    expect(error).toMatchObject({ name: 'SubscriptionError', code, status, retriable, channel: 'private-a' });
    expect(wire.socket.heard()).toEqual([]);
  });

  test('that fails in passing is asked again', async () => {
    let calls = 0;
    const { fetch } = endpoint(() => (++calls < 3 ? new Response('', { status: 500 }) : json({ auth: 'key:sig' })));
    const { carillon, wire, clock } = connectedWorld({ fetch });
    carillon.subscribe('private-a');
    await clock.advance(5_000);
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"key:sig"}}']);
    expect(calls).toBe(3);
  });

  test('that never answers is given up, and asked again', async () => {
    const { fetch } = endpoint(
      (_, { signal }) => new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const { carillon, clock } = connectedWorld({ fetch });
    const refused = carillon.subscribe('private-a').once('pusher:subscription_error');
    await clock.advance(10_000);
    expect(await refused).toMatchObject({ code: 'auth_timeout', retriable: true });
  });

  test('whose answer comes after the connection was lost signs for nothing', async () => {
    let answer: (response: Response) => void = () => {};
    const { fetch } = endpoint(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const { carillon, wire, clock } = connectedWorld({ fetch });
    carillon.subscribe('private-a');
    await settle();
    const first = answer;
    wire.socket.end(4200);
    await clock.advance(0);
    wire.socket.greet('2.2');
    await settle();
    first(json({ auth: 'key:of-1.1' }));
    await settle();
    expect(wire.socket.heard()).toEqual([]);
    answer(json({ auth: 'key:of-2.2' }));
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"key:of-2.2"}}']);
  });

  test('is not asked for a channel that was left meanwhile', async () => {
    const { fetch } = endpoint(() => json({ auth: 'key:sig' }));
    const { carillon, wire } = connectedWorld({ fetch });
    carillon.subscribe('private-a');
    carillon.unsubscribe('private-a');
    await settle();
    expect(wire.socket.heard()).toEqual([]);
    expect(carillon.allChannels()).toEqual([]);
  });
});

describe('a handler of the program', () => {
  test('answers through the callback, as with Pusher', async () => {
    const { carillon, wire } = connectedWorld({
      channelAuthorization: {
        customHandler: ({ socketId, channelName }, callback) => callback(null, { auth: `${socketId} ${channelName}` }),
      },
    });
    carillon.subscribe('private-a');
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"1.1 private-a"}}']);
  });

  test('or with a promise', async () => {
    const { carillon, wire } = connectedWorld({ channelAuthorization: { customHandler: async () => ({ auth: 'key:sig' }) } });
    carillon.subscribe('private-a');
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"key:sig"}}']);
  });

  test('that gives nothing has failed', async () => {
    const { carillon } = connectedWorld({ channelAuthorization: { customHandler: (_, callback) => callback(null, null) } });
    await expect(carillon.subscribe('private-a').whenSubscribed()).rejects.toMatchObject({
      code: 'auth_failed',
      message: 'The handler gave no data',
    });
  });

  test("its failure is the subscription's", async () => {
    const { carillon } = connectedWorld({
      channelAuthorization: { customHandler: (_, callback) => callback(new Error('no'), null) },
    });
    await expect(carillon.subscribe('private-a').whenSubscribed()).rejects.toMatchObject({ code: 'auth_failed', message: 'no' });
  });
});

describe('batches', () => {
  const answerAll = (_: string, { body }: RequestInit) => {
    const { channels, sign_in } = JSON.parse(String(body));
    return json({
      channels: Object.fromEntries(
        channels.map((name: string) => [
          name,
          name === 'private-x' ? { error: { code: 'channel_not_allowed', message: 'Not you' } } : { auth: `key:${name}` },
        ]),
      ),
      user: sign_in && { auth: 'key:user', user_data: '{"id":"7"}' },
    });
  };
  const options = (fetch: typeof globalThis.fetch) => ({
    fetch,
    channelAuthorization: {
      endpoint: '/apps/1/authorize',
      transport: 'batch' as const,
      headers: { authorization: 'Bearer T' },
      params: { room: 'r' },
    },
    userAuthentication: { endpoint: '/apps/1/authorize', transport: 'batch' as const },
  });

  test('forty channels and the sign-in are one request', async () => {
    const { fetch, requests } = endpoint(answerAll);
    const { carillon, wire, clock } = connectedWorld(options(fetch));
    const names = Array.from({ length: 40 }, (_, i) => `private-${i}`);
    for (const name of names) carillon.subscribe(name);
    carillon.signin();
    await clock.advance(10);
    expect(requests).toEqual([
      {
        url: '/apps/1/authorize',
        headers: { 'content-type': 'application/json', authorization: 'Bearer T' },
        body: JSON.stringify({ room: 'r', socket_id: '1.1', channels: names, sign_in: true }),
      },
    ]);
    expect(wire.socket.heard()).toEqual([
      '{"event":"pusher:signin","data":{"auth":"key:user","user_data":"{\\"id\\":\\"7\\"}"}}',
      ...names.map((name) => `{"event":"pusher:subscribe","data":{"channel":"${name}","auth":"key:${name}"}}`),
    ]);
  });

  test('after a reconnect they are one request again, for the new socket', async () => {
    const { fetch, requests } = endpoint(answerAll);
    const { carillon, wire, clock } = connectedWorld(options(fetch));
    carillon.subscribe('private-a');
    carillon.subscribe('private-b');
    await clock.advance(10);
    wire.socket.end(4200);
    await clock.advance(0);
    wire.socket.greet('2.2');
    await clock.advance(10);
    expect(requests.map(({ body }) => body)).toEqual([
      '{"room":"r","socket_id":"1.1","channels":["private-a","private-b"]}',
      '{"room":"r","socket_id":"2.2","channels":["private-a","private-b"]}',
    ]);
  });

  test('are not shared by those who bring headers of their own along', async () => {
    const { fetch, requests } = endpoint(answerAll);
    const to = (name: string) => ({ endpoint: '/authorize', transport: 'batch' as const, headers: { 'x-for': name } });
    const { carillon, clock } = connectedWorld({
      fetch,
      channelAuthorization: [
        { channels: 'private-a-*', ...to('a') },
        { channels: 'private-b-*', ...to('b') },
      ],
      userAuthentication: { endpoint: '/authorize', transport: 'batch' },
    });
    for (const name of ['private-a-1', 'private-b-1', 'private-a-2']) carillon.subscribe(name);
    carillon.signin();
    await clock.advance(10);
    expect(requests.map(({ headers, body }) => [headers['x-for'], body])).toEqual([
      ['a', '{"socket_id":"1.1","channels":["private-a-1","private-a-2"],"sign_in":true}'],
      ['b', '{"socket_id":"1.1","channels":["private-b-1"]}'],
    ]);
  });

  test('one that is refused refuses no other', async () => {
    const { fetch } = endpoint(answerAll);
    const { carillon, wire, clock } = connectedWorld(options(fetch));
    const refused = carillon.subscribe('private-x').whenSubscribed();
    carillon.subscribe('private-a');
    await clock.advance(10);
    await expect(refused).rejects.toMatchObject({ code: 'channel_not_allowed', message: 'Not you', status: 403 });
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"key:private-a"}}']);
  });

  test('an answer that leaves one out is told', async () => {
    const { fetch } = endpoint(() => json({ channels: {} }));
    const { carillon, clock } = connectedWorld(options(fetch));
    const refused = carillon.subscribe('private-a').whenSubscribed();
    await clock.advance(10);
    await expect(refused).rejects.toMatchObject({ code: 'auth_answer_invalid' });
  });

  test('more than a hundred are two requests', async () => {
    const { fetch, requests } = endpoint(answerAll);
    const { carillon, clock } = connectedWorld(options(fetch));
    for (let i = 0; i < 150; i++) carillon.subscribe(`private-${i}`);
    await clock.advance(10);
    expect(requests.map(({ body }) => JSON.parse(body).channels.length)).toEqual([100, 50]);
  });
});

describe('patterns', () => {
  test('the first that fits signs', async () => {
    const by = (name: string) => ({ customHandler: async () => ({ auth: `key:${name}` }) });
    const { carillon, wire } = connectedWorld({
      channelAuthorization: [
        { channels: 'private-chat-*', ...by('chat') },
        { channels: 'private-a.b', ...by('dot') },
        { channels: 'private-*', ...by('rest') },
      ],
    });
    for (const name of ['private-chat-1', 'private-a.b', 'private-axb', 'private-chat-']) carillon.subscribe(name);
    await settle();
    expect(wire.socket.heard().map((text) => JSON.parse(text).data.auth)).toEqual([
      'key:chat',
      'key:dot',
      'key:rest',
      'key:chat',
    ]);
  });

  test('what fits none is shown without a signature, for the token to cover', async () => {
    const { carillon, wire } = connectedWorld({ channelAuthorization: [] });
    carillon.subscribe('private-a');
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a"}}']);
  });
});
