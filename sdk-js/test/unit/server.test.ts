import { createHash } from 'node:crypto';
import Pusher from 'pusher';
import nacl from 'tweetnacl';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CarillonServer } from '../../src/server/index.js';
import { channelText, isSignature, requestText, sign, userText } from '../../src/server/signature.js';
import { endpoint, json } from '../support/client.js';
import { vectors } from '../support/vectors.js';

const APP = {
  appId: '3',
  key: '278d425bdf160c739803',
  secret: '7ad3773142a6692b25b8',
  host: '127.0.0.1',
  port: '6001',
  useTLS: false,
};
const MASTER = Buffer.alloc(32, 7).toString('base64');

afterEach(() => {
  vi.restoreAllMocks();
});

describe('signatures', () => {
  interface ChannelVector {
    name: string;
    secret: string;
    key: string;
    socket_id: string;
    channel: string;
    channel_data: string | null;
    string_to_sign: string;
    auth: string;
    valid: boolean;
  }

  test.each(vectors<ChannelVector>('channel-auth'))(
    'of a channel: $name',
    ({ secret, key, socket_id, channel, channel_data, string_to_sign, auth, valid }) => {
      const text = channelText(socket_id, channel, channel_data ?? undefined);
      expect(text).toBe(string_to_sign);
      expect(isSignature(secret, text, auth.slice(key.length + 1))).toBe(valid);
    },
  );

  test.each(vectors<Omit<ChannelVector, 'channel'> & { user_data: string }>('user-auth'))(
    'of a user: $name',
    ({ secret, key, socket_id, user_data, string_to_sign, auth, valid }) => {
      const text = userText(socket_id, user_data);
      expect(text).toBe(string_to_sign);
      expect(isSignature(secret, text, auth.slice(key.length + 1))).toBe(valid);
    },
  );

  interface RequestVector {
    name: string;
    secret: string;
    method: string;
    path: string;
    parameters: [string, string][];
    string_to_sign: string;
    signature: string;
  }

  // What a path looks like on its way is for the receiver to bear; here requests are made.
  test.each(vectors<RequestVector>('request-signatures'))(
    'of a request: $name',
    ({ secret, method, path, parameters, string_to_sign, signature }) => {
      const signedPath = string_to_sign.split('\n')[1] ?? path;
      expect(requestText(method, signedPath, parameters)).toBe(string_to_sign);
      expect(sign(secret, string_to_sign)).toBe(signature);
    },
  );

  test.each(vectors<{ name: string; secret: string; body: string; signature: string; valid: boolean }>('webhook-signatures'))(
    'of a webhook: $name',
    ({ secret, body, signature, valid }) => {
      expect(isSignature(secret, body, signature)).toBe(valid);
    },
  );
});

describe('beside the library of Pusher', () => {
  const ours = new CarillonServer({ ...APP, encryptionMasterKeyBase64: MASTER });
  const theirs = new Pusher({ ...APP, encryptionMasterKeyBase64: MASTER });

  test('channels are signed alike', () => {
    const member = { user_id: '7', user_info: { name: 'Zoë' } };
    expect(ours.authorizeChannel('1.2', 'private-x')).toEqual(theirs.authorizeChannel('1.2', 'private-x'));
    expect(ours.authorizeChannel('1.2', 'presence-x', member)).toEqual(theirs.authorizeChannel('1.2', 'presence-x', member));
    expect(ours.authorizeChannel('1.2', 'private-encrypted-x')).toEqual(theirs.authorizeChannel('1.2', 'private-encrypted-x'));
  });

  test('users are signed alike', () => {
    const user = { id: '7', user_info: { name: 'Zoë' }, watchlist: ['8'] };
    expect(ours.authenticateUser('1.2', user)).toEqual(theirs.authenticateUser('1.2', user));
  });

  test('webhooks are believed alike', () => {
    const rawBody = '{"time_ms":1327078148132,"events":[{"name":"channel_occupied","channel":"news"}]}';
    const signed = (signature: string) => ({
      headers: { 'x-pusher-key': APP.key, 'x-pusher-signature': signature, 'content-type': 'application/json' },
      rawBody,
    });
    for (const request of [signed(sign(APP.secret, rawBody)), signed(sign('other', rawBody)), signed('')]) {
      expect(ours.webhook(request).isValid()).toBe(theirs.webhook(request).isValid());
    }
    const webhook = ours.webhook(signed(sign(APP.secret, rawBody)));
    expect(webhook.isValid()).toBe(true);
    expect(webhook.getEvents()).toEqual([{ name: 'channel_occupied', channel: 'news' }]);
    expect(webhook.getTime()).toEqual(new Date(1327078148132));
    const other = { headers: { 'x-pusher-key': 'new', 'x-pusher-signature': sign('fresh', rawBody) }, rawBody };
    expect(ours.webhook(other).isValid()).toBe(false);
    expect(ours.webhook(other).isValid([{ key: 'new', secret: 'fresh' }])).toBe(true);
  });
});

describe('publishing', () => {
  function server(answer: Parameters<typeof endpoint>[0] = () => json({}), options = {}) {
    const { fetch, requests } = endpoint(answer);
    return { server: new CarillonServer({ ...APP, fetch, encryptionMasterKeyBase64: MASTER, ...options }), requests };
  }

  test('sends a signed request that the server can make sure of', async () => {
    const { server: carillon, requests } = server();
    await carillon.trigger(['news', 'sports'], 'headline', { title: 'Rain' }, { socket_id: '1.2', idempotency_key: 'once' });
    const [request] = requests;
    const url = new URL(request?.url ?? '');
    expect(request?.body).toBe(
      '{"name":"headline","data":"{\\"title\\":\\"Rain\\"}","channels":["news","sports"],"socket_id":"1.2"}',
    );
    expect(request?.headers).toEqual({ 'content-type': 'application/json', 'x-idempotency-key': 'once' });
    expect(url.origin + url.pathname).toBe('http://127.0.0.1:6001/apps/3/events');
    const signature = url.searchParams.get('auth_signature') ?? '';
    url.searchParams.delete('auth_signature');
    expect(url.searchParams.get('body_md5')).toBe(
      createHash('md5')
        .update(request?.body ?? '')
        .digest('hex'),
    );
    expect(isSignature(APP.secret, requestText('POST', '/apps/3/events', url.searchParams), signature)).toBe(true);
  });

  test('or shows a server token', async () => {
    const { server: carillon, requests } = server(() => json({}), { secret: undefined, token: 'TOKEN' });
    await carillon.sendToUser('7', 'note', 'hi');
    expect(requests[0]?.url).toBe('http://127.0.0.1:6001/apps/3/events');
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer TOKEN' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ name: 'note', data: 'hi', channels: ['#server-to-user-7'] });
  });

  test('what fails in passing is sent again, with the same key', async () => {
    let calls = 0;
    const { server: carillon, requests } = server(() =>
      ++calls < 3 ? new Response('', { status: 503 }) : json({ channels: { news: { subscription_count: 2 } } }),
    );
    expect(await carillon.trigger('news', 'headline', 1, { info: 'subscription_count' })).toEqual({
      channels: { news: { subscription_count: 2 } },
    });
    expect(new Set(requests.map(({ headers }) => headers['x-idempotency-key'])).size).toBe(1);
    expect(calls).toBe(3);
  });

  test('what is refused is told in the words of the server, and not sent again', async () => {
    const { server: carillon, requests } = server(() => json({ error: 'Too large', code: 413, id: 'event_data_too_large' }, 413));
    await expect(carillon.trigger('news', 'headline', 'x')).rejects.toMatchObject({
      name: 'ServerError',
      code: 'event_data_too_large',
      message: 'Too large',
      status: 413,
      retriable: false,
    });
    expect(requests.length).toBe(1);
  });

  test('a server that is not there is told, after some attempts', async () => {
    const failure = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:6001') });
    const { server: carillon, requests } = server(() => Promise.reject(failure), { retries: 1 });
    await expect(carillon.trigger('news', 'headline', 'x')).rejects.toMatchObject({
      code: 'server_unreachable',
      message: expect.stringMatching(/ cannot be reached: Error: connect ECONNREFUSED 127\.0\.0\.1:6001$/),
      retriable: true,
    });
    expect(requests.length).toBe(2);
  });

  test('somebody else who answers in its place is told from a server that is not there', async () => {
    const { server: carillon, requests } = server(() => new Response('<h1>Sign in to the network</h1>'));
    await expect(carillon.trigger('news', 'headline', 'x')).rejects.toMatchObject({
      code: 'answer_invalid',
      message: expect.stringMatching(/ answered 200, but no JSON: <h1>Sign in to the network<\/h1>$/),
      status: 200,
      retriable: false,
    });
    expect(requests.length).toBe(1);
  });

  test('a server that never answers is given up', async () => {
    const { server: carillon } = server(
      (_, { signal }) => new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      {
        timeout: 20,
        retries: 0,
      },
    );
    await expect(carillon.trigger('news', 'headline', 'x')).rejects.toMatchObject({ code: 'request_timeout' });
  });

  test('batches, and questions', async () => {
    const { server: carillon, requests } = server((url) =>
      url.includes('/users?') ? json({ users: [{ id: '1' }] }) : json({ channels: {} }),
    );
    await carillon.triggerBatch([{ channel: 'a', name: 'e', data: 1, idempotency_key: 'k' }]);
    await carillon.channels({ filter_by_prefix: 'presence-a;b,c=@', info: 'user_count' });
    await carillon.channel('presence-x', { info: 'user_count' });
    expect(await carillon.users('presence-x')).toEqual([{ id: '1' }]);
    await carillon.terminateUserConnections('a@b');
    expect(requests.map(({ url, body }) => [new URL(url).pathname, body])).toEqual([
      ['/apps/3/batch_events', '{"batch":[{"idempotency_key":"k","name":"e","channel":"a","data":"1"}]}'],
      ['/apps/3/channels', 'undefined'],
      ['/apps/3/channels/presence-x', 'undefined'],
      ['/apps/3/channels/presence-x/users', 'undefined'],
      ['/apps/3/users/a%40b/terminate_connections', '{}'],
    ]);
  });

  test('encrypted events are sealed with the key of their channel', async () => {
    const { server: carillon, requests } = server();
    await carillon.trigger('private-encrypted-x', 'note', { a: 1 });
    const { nonce, ciphertext } = JSON.parse(JSON.parse(requests[0]?.body ?? '').data);
    const key = Buffer.from(carillon.authorizeChannel('1.2', 'private-encrypted-x').shared_secret ?? '', 'base64');
    const opened = nacl.secretbox.open(Buffer.from(ciphertext, 'base64'), Buffer.from(nonce, 'base64'), key);
    expect(Buffer.from(opened ?? []).toString()).toBe('{"a":1}');
    await expect(carillon.trigger(['private-encrypted-x', 'b'], 'note', 1)).rejects.toMatchObject({ code: 'channels_too_many' });
  });

  test('the URL that Carillon prints is enough', async () => {
    const { fetch, requests } = endpoint(() => json({}));
    await CarillonServer.forURL('http://key:se%2Bcret@127.0.0.1:6001/apps/7', { fetch }).trigger('a', 'e', 1);
    expect(requests[0]?.url).toMatch(/^http:\/\/127.0.0.1:6001\/apps\/7\/events\?auth_key=key&/);
    expect(() => CarillonServer.forURL('http://127.0.0.1')).toThrow(expect.objectContaining({ code: 'server_url_invalid' }));
  });
});

describe('signing', () => {
  const server = new CarillonServer(APP);

  test.each([
    ['a socket id that is none', () => server.authorizeChannel('1', 'private-x'), 'socket_id_invalid'],
    ['a presence channel without its member', () => server.authorizeChannel('1.2', 'presence-x'), 'channel_data_missing'],
    [
      'an encrypted channel without a master key',
      () => server.authorizeChannel('1.2', 'private-encrypted-x'),
      'master_key_missing',
    ],
    ['a user without an id', () => server.authenticateUser('1.2', { id: '' }), 'user_id_invalid'],
    [
      'without a secret',
      () => new CarillonServer({ appId: '3', key: 'k', token: 't' }).authorizeChannel('1.2', 'private-x'),
      'secret_missing',
    ],
    ['a token with a short secret', () => server.connectionToken({ userId: '7' }), 'secret_too_short'],
  ])('%s is refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code, docs: `https://www.npmjs.com/package/carillon-js#${code}` }));
  });

  test('a name that is none is refused', async () => {
    await expect(server.trigger('a b', 'e', 1)).rejects.toMatchObject({ code: 'channel_name_invalid' });
  });

  test('a batch is answered part by part', async () => {
    const answer = await server.authorizeBatch(
      { socket_id: '1.2', channels: ['private-a', 'presence-b', 'private-x'], sign_in: true },
      { id: '7' },
      (channel) => channel !== 'private-x',
    );
    expect(answer).toEqual({
      channels: {
        'private-a': server.authorizeChannel('1.2', 'private-a'),
        'presence-b': server.authorizeChannel('1.2', 'presence-b', { user_id: '7' }),
        'private-x': { error: { code: 'channel_not_allowed', message: '7 may not have private-x.' } },
      },
      user: server.authenticateUser('1.2', { id: '7' }),
    });
  });

  test('a connection token is a JWT that the app key signed', () => {
    const now = Date.UTC(2026, 2, 1, 12) + 345;
    vi.spyOn(Date, 'now').mockReturnValue(now);
    const secret = 's'.repeat(40);
    const token = new CarillonServer({ ...APP, secret }).connectionToken({
      userId: '7',
      capabilities: { 'private-*': ['subscribe'] },
      expiresIn: 60,
      tokenId: 'id',
    });
    const [header, payload, signature] = token.split('.').map((part) => Buffer.from(part, 'base64url'));
    const claims = JSON.parse(String(payload));
    expect(JSON.parse(String(header))).toEqual({ alg: 'HS256', typ: 'JWT', kid: APP.key });
    expect(claims).toMatchObject({ sub: '7', capabilities: { 'private-*': ['subscribe'] }, jti: 'id' });
    expect(claims.iat).toBe(now / 1000);
    expect(claims.exp).toBe(Math.floor(now / 1000) + 60);
    expect(signature?.toString('hex')).toBe(sign(secret, token.slice(0, token.lastIndexOf('.'))));
  });
});
