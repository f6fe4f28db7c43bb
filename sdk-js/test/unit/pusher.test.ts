import nacl from 'tweetnacl';
import { afterEach, describe, expect, test, vi } from 'vitest';
import Pusher, { type Options } from '../../src/pusher/index.js';
import { endpoint, json } from '../support/client.js';
import { HeldClock, settle } from '../support/held-clock.js';
import { Wire } from '../support/wire.js';

function pusher(options: Options = {}) {
  const wire = new Wire();
  return { wire, pusher: new Pusher('key', { cluster: '', wsHost: 'h', transport: wire, clock: new HeldClock(), ...options }) };
}

afterEach(() => {
  Pusher.log = undefined;
});

describe('the class that takes the place of pusher-js', () => {
  test('connects at once', () => {
    const { wire, pusher: client } = pusher({ wsPort: 80, wssPort: 443, forceTLS: false });
    expect(wire.socket.url).toMatch(/^ws:\/\/h:80\/app\/key\?protocol=7&/);
    expect(client.connection.state).toBe('connecting');
    expect(Pusher.instances).toContain(client);
    expect(client.shouldUseTLS()).toBe(false);
  });

  test('takes the options of older programs', async () => {
    const { fetch, requests } = endpoint(() => json({ auth: 'key:sig' }));
    const { wire, pusher: client } = pusher({ authEndpoint: '/old', auth: { params: { a: '1' }, headers: { x: 'y' } }, fetch });
    wire.socket.greet();
    client.subscribe('private-a');
    await settle();
    expect(requests).toMatchObject([{ url: '/old', headers: { x: 'y' }, body: 'a=1&socket_id=1.1&channel_name=private-a' }]);
  });

  test('asks an authorizer of older programs', async () => {
    const { wire, pusher: client } = pusher({
      authorizer: ({ name }) => ({ authorize: (socketId, callback) => callback(null, { auth: `${name} ${socketId}` }) }),
    });
    wire.socket.greet();
    client.subscribe('private-a');
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"private-a 1.1"}}']);
  });

  test('reads encrypted channels with the nacl that it is given', async () => {
    const key = new Uint8Array(32).fill(5);
    const { wire, pusher: client } = pusher({
      nacl,
      channelAuthorization: {
        customHandler: (_, callback) => callback(null, { auth: 'k:s', shared_secret: Buffer.from(key).toString('base64') }),
      },
    });
    wire.socket.greet();
    const note = client.subscribe('private-encrypted-a').once('note');
    await settle();
    const nonce = new Uint8Array(24);
    const ciphertext = Buffer.from(nacl.secretbox(new TextEncoder().encode('"hi"'), nonce, key)).toString('base64');
    const data = JSON.stringify({ nonce: Buffer.from(nonce).toString('base64'), ciphertext });
    wire.socket.say(JSON.stringify({ event: 'note', channel: 'private-encrypted-a', data }));
    expect(await note).toBe('hi');
  });

  test('tells errors in the shape that programs look into', () => {
    const { wire, pusher: client } = pusher();
    const errors: unknown[] = [];
    client.connection.bind('error', (error) => errors.push(error));
    wire.socket.say('{"event":"pusher:error","data":{"code":4004,"message":"Over quota"}}').end(4004);
    expect(errors).toMatchObject([{ type: 'PusherError', data: { code: 4004, message: 'Over quota' } }]);
  });

  test('binds with a context, and logs', () => {
    const lines: string[] = [];
    Pusher.log = (line) => lines.push(line);
    const { wire, pusher: client } = pusher();
    const context = { name: 'mine' };
    const heard = vi.fn(function (this: typeof context) {
      return this.name;
    });
    client.bind('e', heard, context);
    wire.socket.greet();
    client.subscribe('a');
    wire.socket.say('{"event":"e","channel":"a","data":"1"}');
    expect(heard).toHaveReturnedWith('mine');
    expect(lines.some((line) => line.includes('"connected"'))).toBe(true);
  });

  test('changes to another cluster', () => {
    const { wire, pusher: client } = pusher({ wsHost: undefined, cluster: 'eu' });
    wire.socket.greet();
    client.switchCluster({ appKey: 'other', cluster: 'us2' });
    expect(wire.sockets.map(({ url }) => url.split('?')[0])).toEqual([
      'wss://ws-eu.pusher.com/app/key',
      'wss://ws-us2.pusher.com/app/other',
    ]);
  });

  test.each([
    [{ enabledTransports: ['xhr_polling' as const] }, 'transport_unsupported'],
    [{ disabledTransports: ['ws' as const, 'wss' as const] }, 'transport_unsupported'],
    [{ authTransport: 'jsonp' as const }, 'auth_transport_unsupported'],
    [{ channelAuthorization: { endpoint: '/a', transport: 'jsonp' as const } }, 'auth_transport_unsupported'],
  ])('what it cannot do it refuses: %j', (options, code) => {
    expect(() => pusher(options)).toThrow(expect.objectContaining({ code }));
  });
});
