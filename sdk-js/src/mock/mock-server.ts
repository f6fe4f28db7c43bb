import type { ChannelAuthorizationData, UserAuthenticationData } from '../auth/authorization.js';
import { Carillon } from '../carillon.js';
import type { AnyChannels } from '../channel/event-map.js';
import type { Options } from '../options.js';
import { channelTraits, SERVER_TO_USER } from '../protocol/channel-name.js';
import { parsed } from '../protocol/frame.js';
import type { SocketListener, Transport } from '../transport/transport.js';
import { MockChannel } from './mock-channel.js';
import { MockConnection } from './mock-connection.js';

/** Who one of the clients is. */
export interface MockUser {
  id: string;
  user_info?: unknown;
}

export interface MockOptions {
  /** Says no to a channel by answering the words of the refusal. */
  refuses?: (channelName: string) => string | undefined;
}

/**
 * A server in the test's own memory. Its clients are real ones: only the network is not there. It lets everybody in, keeps presence, hands on
 * client events, and publishes what the test tells it to.
 */
export class MockServer implements Transport {
  readonly connections: MockConnection[] = [];
  readonly #options: MockOptions;
  readonly #channels = new Map<string, MockChannel>();
  #sockets = 0;

  constructor(options: MockOptions = {}) {
    this.#options = options;
  }

  /** A client of this server; `user` is who it is on presence channels, and as whom it signs in. */
  client<M extends object = AnyChannels>(user?: MockUser, options: Options = {}): Carillon<M> {
    const { id, user_info } = user ?? { id: undefined, user_info: undefined };
    const channel_data = id === undefined ? undefined : JSON.stringify({ user_id: id, user_info });
    return new Carillon<M>('mock', {
      wsHost: 'mock',
      transport: this,
      channelAuthorization: {
        customHandler: async ({ channelName }): Promise<ChannelAuthorizationData> =>
          channelTraits(channelName).members ? { auth: 'mock:', channel_data } : { auth: 'mock:' },
      },
      userAuthentication: {
        customHandler: async (): Promise<UserAuthenticationData> => ({
          auth: 'mock:',
          user_data: JSON.stringify({ id, user_info }),
        }),
      },
      ...options,
    });
  }

  /** Publishes, as a server would over HTTP. */
  trigger(channels: string | string[], event: string, data: unknown, { socket_id }: { socket_id?: string } = {}): void {
    const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? 'null');
    const but = this.connections.find((connection) => connection.socketId === socket_id);
    for (const name of new Set([channels].flat())) {
      const channel = this.#channel(name);
      if (channel.keepsLast) channel.last = { event, data: text };
      channel.send(event, text, but);
    }
  }

  /** Publishes to every connection that signed in as this user. */
  sendToUser(userId: string, event: string, data: unknown): void {
    this.trigger(SERVER_TO_USER + userId, event, data);
  }

  /** How many connections subscribe to a channel. */
  subscribers(channelName: string): number {
    return this.#channel(channelName).subscribers.size;
  }

  /** Ends all connections. */
  drop(code?: number, reason?: string): void {
    for (const connection of [...this.connections]) connection.drop(code, reason);
  }

  /** The client's end of a new connection. */
  open(url: string, subprotocols: string[], listener: SocketListener): MockConnection {
    const connection = new MockConnection(`${++this.#sockets}.1`, url, subprotocols, listener, {
      receive: (from, text) => this.#receive(from, JSON.parse(text)),
      gone: (from) => this.#gone(from),
    });
    this.connections.push(connection);
    const greeting = { socket_id: connection.socketId, activity_timeout: 120 };
    connection.say({ event: 'pusher:connection_established', data: JSON.stringify(greeting) });
    return connection;
  }

  #receive(
    from: MockConnection,
    { event, data, channel }: { event: string; data: Record<string, string>; channel?: string },
  ): void {
    if (event === 'pusher:ping') from.say({ event: 'pusher:pong', data: '{}' });
    else if (event === 'pusher:subscribe') this.#subscribe(from, data.channel ?? '', data.channel_data);
    else if (event === 'pusher:unsubscribe') this.#leave(from, this.#channel(data.channel ?? ''));
    else if (event === 'pusher:signin') this.#signIn(from, data.user_data ?? '');
    else if (event.startsWith('client-') && channel) this.#handOn(from, event, data, this.#channel(channel));
  }

  #subscribe(from: MockConnection, name: string, channelData: string | undefined): void {
    const refusal = this.#options.refuses?.(name);
    if (refusal !== undefined) {
      const data = JSON.stringify({ type: 'AuthError', error: refusal, status: 403 });
      return from.say({ event: 'pusher:subscription_error', channel: name, data });
    }
    const channel = this.#channel(name);
    if (channel.subscribers.has(from)) return;
    channel.subscribers.add(from);
    if (channelTraits(name).members) this.#join(from, channel, channelData);
    else from.say({ event: 'pusher_internal:subscription_succeeded', channel: name, data: '{}' });
    if (channel.last) from.say({ ...channel.last, channel: name });
    else if (channel.keepsLast) from.say({ event: 'pusher:cache_miss', channel: name, data: '{}' });
  }

  #join(from: MockConnection, channel: MockChannel, channelData: string | undefined): void {
    const { user_id = from.userId ?? from.socketId, user_info = {} } = Object(parsed(channelData ?? '')) as {
      user_id?: string;
      user_info?: unknown;
    };
    const id = String(user_id);
    const isNew = !(id in channel.users);
    channel.members.set(from, { id, info: user_info });
    const hash = channel.users;
    const presence = { count: Object.keys(hash).length, ids: Object.keys(hash), hash };
    from.say({ event: 'pusher_internal:subscription_succeeded', channel: channel.name, data: JSON.stringify({ presence }) });
    if (isNew) channel.send('pusher_internal:member_added', JSON.stringify({ user_id: id, user_info }), from);
  }

  #leave(from: MockConnection, channel: MockChannel): void {
    channel.subscribers.delete(from);
    const member = channel.members.get(from);
    channel.members.delete(from);
    if (member && !(member.id in channel.users)) {
      channel.send('pusher_internal:member_removed', JSON.stringify({ user_id: member.id }));
    }
  }

  #signIn(from: MockConnection, user_data: string): void {
    from.userId = (Object(parsed(user_data)) as { id?: string }).id;
    this.#channel(SERVER_TO_USER + from.userId).subscribers.add(from);
    from.say({ event: 'pusher:signin_success', data: JSON.stringify({ user_data }) });
  }

  #handOn(from: MockConnection, event: string, data: unknown, channel: MockChannel): void {
    if (channel.subscribers.has(from)) channel.send(event, JSON.stringify(data), from, channel.members.get(from)?.id);
  }

  #gone(from: MockConnection): void {
    this.connections.splice(this.connections.indexOf(from), 1);
    for (const channel of this.#channels.values()) this.#leave(from, channel);
  }

  #channel(name: string): MockChannel {
    const channel = this.#channels.get(name) ?? new MockChannel(name);
    this.#channels.set(name, channel);
    return channel;
  }
}
