import { describe, expect, test } from 'vitest';
import { channelTraits } from '../../src/protocol/channel-name.js';
import { closeCodeName, reactionTo } from '../../src/protocol/close-code.js';
import { decodeFrame, encodeFrame } from '../../src/protocol/frame.js';
import { socketUrl, subprotocols } from '../../src/protocol/socket-address.js';
import { checkTarget } from '../../src/server/target.js';
import { vectors } from '../support/vectors.js';

interface NameVector {
  name: string;
  text: string;
  type?: string;
  code?: string;
}

interface TypeVector {
  name: string;
  needs_authorization: boolean;
  has_members: boolean;
  encrypted: boolean;
  allows_client_events: boolean;
}

describe('channel names', () => {
  const types = new Map(vectors<TypeVector>('channel-types').map((type) => [type.name, type]));

  test.each(vectors<NameVector>('channel-names'))('$name', ({ text, type, code }) => {
    if (code) {
      expect(() => checkTarget(text)).toThrow(expect.objectContaining({ code }));
      return;
    }
    const expected = types.get(type ?? '');
    expect(checkTarget(text)).toBe(text);
    expect(channelTraits(text)).toEqual({
      authorized: expected?.needs_authorization,
      members: expected?.has_members,
      encrypted: expected?.encrypted,
      clientEvents: expected?.allows_client_events,
    });
  });
});

describe('close codes', () => {
  test.each(vectors<{ name: string; code: number; reaction: string }>('close-codes'))(
    '$code: $name',
    ({ name, code, reaction }) => {
      expect(reactionTo(code)).toBe(code === 4000 ? 'use_tls' : reaction);
      if (/^[a-z_]+$/.test(name)) {
        expect([name, 'connection_lost', 'server_refused']).toContain(closeCodeName(code));
      }
    },
  );

  test('a code that nobody knows still has a name', () => {
    expect(closeCodeName(4050)).toBe('server_refused');
    expect(closeCodeName(null)).toBe('server_error');
    expect(closeCodeName(1011)).toBe('connection_lost');
  });
});

interface ClientVector {
  name: string;
  message: string;
  frame: {
    type: string;
    channel?: string;
    auth?: string;
    channel_data?: string;
    user_data?: string;
    token?: string;
    event?: string;
    data?: string;
  };
}

/** What this client sends, for what a server reads. */
const SENT: Record<string, (frame: ClientVector['frame']) => string> = {
  subscribe: ({ channel, auth, channel_data }) =>
    encodeFrame('pusher:subscribe', { channel, auth: auth ?? undefined, channel_data: channel_data ?? undefined }),
  unsubscribe: ({ channel }) => encodeFrame('pusher:unsubscribe', { channel }),
  ping: () => encodeFrame('pusher:ping', {}),
  pong: () => encodeFrame('pusher:pong', {}),
  token: ({ token }) => encodeFrame('carillon:token', { token }),
  signin: ({ auth, user_data }) => encodeFrame('pusher:signin', { auth, user_data }),
  client_event: ({ event, data, channel }) => encodeFrame(event ?? '', data ?? undefined, channel),
};

describe('frames of a client', () => {
  // A client event without a channel is something that this client cannot say.
  const messages = vectors<ClientVector>('client-frames').filter(
    ({ frame }) => frame.type in SENT && !(frame.type === 'client_event' && frame.channel === null),
  );
  const known = new Set(messages.map(({ message, frame }) => `${frame.type} ${message}`));
  const read = ({ frame }: ClientVector) => JSON.stringify(frame);

  test.each(messages)('$name', (vector) => {
    const message = SENT[vector.frame.type]?.(vector.frame) ?? '';
    // Either the very text is a vector, or it says the same as one that a server reads alike.
    const sent = JSON.parse(message);
    const data = typeof sent.data === 'object' ? { ...sent.data } : sent.data;
    const { type, ...expected } = vector.frame;
    const said =
      type === 'client_event'
        ? { event: sent.event, channel: sent.channel ?? null, data: data ?? null }
        : type === 'ping' || type === 'pong'
          ? {}
          : Object.fromEntries(Object.keys(expected).map((key) => [key, data[key] ?? null]));
    expect(JSON.stringify({ type, ...said })).toBe(read(vector));
  });

  test.each([
    'subscribe to a public channel',
    'subscribe to a private channel',
    'subscribe to a presence channel',
    'unsubscribe',
    'the ping of pusher-js',
    'a pong',
    'sign-in',
    'a connection token',
  ])('to the letter: %s', (name) => {
    const vector = messages.find((each) => each.name === name);
    if (!vector) throw new Error(`There is no vector ${name}`);
    expect(known).toContain(`${vector.frame.type} ${SENT[vector.frame.type]?.(vector.frame)}`);
  });
});

interface ServerVector {
  name: string;
  wire: string;
  frame: Record<string, unknown> & { type: string };
}

/** What this client reads, in the words of the vectors. */
function reading(wire: string, type: string): Record<string, unknown> {
  const { event, channel, data, user_id } = decodeFrame(wire);
  const text = (value: unknown) => JSON.stringify(value);
  switch (event) {
    case 'pusher:connection_established':
      return data;
    case 'pusher:error':
      return { ...data, channel: channel ?? null };
    case 'pusher:subscription_error':
    case 'pusher_internal:subscription_error':
      return { channel, message: data.error, reason: data.reason };
    case 'pusher_internal:subscription_succeeded':
      if (type === 'subscription_succeeded') return { channel };
      return {
        channel,
        members: data.presence.ids.map((id: string) => ({ user_id: id, user_info: text(data.presence.hash[id]) })),
      };
    case 'pusher_internal:member_added':
      return { channel, user_id: data.user_id, user_info: text(data.user_info) };
    case 'pusher_internal:member_removed':
      return { channel, user_id: data.user_id };
    case 'pusher_internal:subscription_count':
      return { channel, count: data.subscription_count };
    case 'pusher:cache_miss':
      return { channel };
    case 'pusher:pong':
      return {};
    case 'pusher:signin_success':
      return data;
    case 'carillon:token_accepted':
      return { ...data, user_id: data.user_id ?? null };
    case 'carillon:token_expiring':
      return data;
    case 'pusher_internal:watchlist_events': {
      const ids = (name: string) => data.events.find((each: { name: string }) => each.name === name)?.user_ids ?? [];
      return { online: ids('online'), offline: ids('offline') };
    }
    default:
      return { channel, event, data, user_id: user_id ?? null };
  }
}

describe('frames of a server', () => {
  test.each(vectors<ServerVector>('server-frames'))('$name', ({ wire, frame }) => {
    const { type, kind, ...expected } = frame;
    const read = reading(wire, type);
    if (type === 'channel_event' && typeof read.data !== 'string') {
      // What is JSON text is parsed for the listener; compared as values.
      expect(read).toEqual({ ...expected, data: JSON.parse(String(expected.data)) });
    } else {
      const infos = (value: unknown) =>
        JSON.parse(JSON.stringify(value, (key, each) => (key === 'user_info' ? JSON.parse(each) : each)));
      // Half a surrogate pair has no place in UTF-8, so that a question mark travels.
      const travelled = JSON.parse(JSON.stringify(expected), (_, each) =>
        typeof each === 'string' ? each.replace(/\p{Surrogate}/gu, '?') : each,
      );
      expect(infos(read)).toEqual(infos(travelled));
    }
  });

  test.each(['', 'null', '[]', '5', '"text"', '{', '{"data":{}}', '{"event":5}'])('%j is no frame', (text) => {
    expect(() => decodeFrame(text)).toThrow(expect.objectContaining({ code: 'frame_invalid' }));
  });
});

describe('the address', () => {
  const address = { key: 'a key', host: 'ws.example.com', wsPort: 6001, wssPort: 443, tls: false, path: '/live' };

  test('says who asks, and for what', () => {
    expect(socketUrl(address)).toBe(
      'ws://ws.example.com:6001/live/app/a%20key?protocol=7&client=carillon-js&version=0.1.0&carillon=1',
    );
  });

  test('has another port with TLS', () => {
    expect(socketUrl({ ...address, tls: true })).toMatch(/^wss:\/\/ws\.example\.com:443\//);
  });

  test('a token never stands in it', () => {
    expect(subprotocols('a.b.c')).toEqual(['carillon.v1', 'carillon.token.a.b.c']);
    expect(subprotocols(undefined)).toEqual([]);
  });
});
