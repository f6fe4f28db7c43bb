import { Authorizers } from './auth/authorizers.js';
import type { Channel } from './channel/channel.js';
import type { ChannelHost } from './channel/channel-host.js';
import { Channels } from './channel/channels.js';
import type { AnyChannels, AnyEvents, ChannelEvents, ChannelNames } from './channel/event-map.js';
import type { PresenceChannel, PresenceSystemEvents } from './channel/presence-channel.js';
import { Connection, type ConnectionListener } from './connection/connection.js';
import { browserSurroundings } from './connection/surroundings.js';
import { type CarillonError, UsageError } from './errors/carillon-error.js';
import type { ConnectionError } from './errors/connection-error.js';
import { Dispatcher } from './events/dispatcher.js';
import { optional, outcome } from './events/outcome.js';
import { addressOf, type Options } from './options.js';
import { checkChannelName, SERVER_TO_USER } from './protocol/channel-name.js';
import type { Frame } from './protocol/frame.js';
import { systemClock } from './time/clock.js';
import { ConnectionToken } from './token/connection-token.js';
import { WebSocketTransport } from './transport/websocket.js';
import { User, type UserData } from './user/user.js';

/** The kind of channel that a name stands for. */
export type ChannelOf<N extends string, E extends object> = N extends `presence-${string}` ? PresenceChannel<E> : Channel<E>;

/** What can be heard on the channel of that name: also what a channel of its kind says of itself. */
export type HeardOn<N extends string, E extends object> = N extends `presence-${string}`
  ? // biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
    ChannelEvents<E, PresenceSystemEvents<any>>
  : ChannelEvents<E>;

/** Of the channel `N` in the map `M`. */
export type EventsOf<M, N extends keyof M> = M[N] extends object ? M[N] : AnyEvents;

interface Waiting {
  /** Ends the wait, and not what is waited for. */
  signal?: AbortSignal;
}

/**
 * A client of one app. Making one does nothing yet: it connects with the first `subscribe`, `signin` or `connect`, and from
 * then on keeps the connection up and the subscriptions alive until `disconnect`. Events of all channels can be bound on it.
 */
export class Carillon<M extends object = AnyChannels> extends Dispatcher<AnyEvents> {
  readonly key: string;
  readonly connection: Connection;
  readonly channels: Channels;
  readonly user: User;
  readonly #token: ConnectionToken | undefined;

  constructor(key: string, options: Options = {}) {
    super();
    this.key = key;
    const { clock = systemClock, random = Math.random, token, encryption, fetch } = options;
    const authorizers = new Authorizers({ clock, fetch });
    this.#token =
      token === undefined
        ? undefined
        : new ConnectionToken(
            token,
            { clock, random },
            {
              show: (shown) => this.send_event('carillon:token', { token: shown }),
              accepted: () => this.#retryRefused(),
              error: (error) => this.connection.report(error),
            },
          );
    this.connection = new Connection(
      {
        address: addressOf(key, options),
        activityTimeout: options.activityTimeout ?? 120_000,
        pongTimeout: options.pongTimeout ?? 30_000,
        unavailableTimeout: options.unavailableTimeout ?? 10_000,
        connectTimeout: options.connectTimeout ?? 15_000,
        reconnect: { base: options.reconnectDelay ?? 1_000, cap: options.maxReconnectDelay ?? 30_000 },
      },
      {
        transport: options.transport ?? new WebSocketTransport(options.WebSocket),
        surroundings: options.surroundings ?? browserSurroundings,
        clock,
        random,
        token: this.#token,
      },
      this.#listener(),
    );
    const signers = authorizers.forChannels(options.channelAuthorization, token !== undefined);
    const host = this.#host({ clock, random, encryption, signerOf: signers });
    this.channels = new Channels(host);
    this.user = new User(host, authorizers.forUser(options.userAuthentication), (error) => this.connection.report(error));
  }

  /** Resolves once connected. Rejects when the server tells us to stay away, on `disconnect`, or with the signal's reason. */
  connect({ signal }: Waiting = {}): Promise<this> {
    this.connection.connect();
    return optional(this.#whenConnected(signal));
  }

  disconnect(): void {
    this.connection.disconnect();
  }

  /** The channel is there at once; `bind` to it, or wait with `whenSubscribed`. A second call gives the same channel. */
  subscribe<N extends ChannelNames<M>>(channelName: N): ChannelOf<N, EventsOf<M, N>> {
    if (channelName.startsWith(SERVER_TO_USER)) {
      throw new UsageError('channel_of_user', `${channelName} comes with signing in: bind its events on carillon.user.`);
    }
    const channel = this.channels.add(checkChannelName(channelName));
    channel.subscribe();
    if (this.connection.state === 'initialized') this.connect();
    return channel as unknown as ChannelOf<N, EventsOf<M, N>>;
  }

  unsubscribe(channelName: ChannelNames<M>): void {
    if (this.channels.find(channelName)?.cancel()) this.channels.remove(channelName);
  }

  /** A channel that was subscribed to before. */
  channel<N extends ChannelNames<M>>(channelName: N): ChannelOf<N, EventsOf<M, N>> | undefined {
    return this.channels.find(channelName) as unknown as ChannelOf<N, EventsOf<M, N>> | undefined;
  }

  allChannels(): Channel[] {
    return this.channels.all();
  }

  /** Signs the user in, now and after each reconnect. Resolves once signed in, rejects when that is refused for good. */
  signin({ signal }: Waiting = {}): Promise<UserData> {
    const result = this.#whenSignedIn(signal);
    this.user.signin();
    if (this.connection.state === 'initialized') this.connect();
    return optional(result);
  }

  /** Whether it was sent; nothing is kept for later. */
  send_event(event: string, data: unknown, channel?: string): boolean {
    return this.connection.send_event(event, data, channel);
  }

  async #whenConnected(signal: AbortSignal | undefined): Promise<this> {
    const { connection } = this;
    const ended = () => connection.lastError ?? new UsageError('disconnected', 'disconnect was called meanwhile.');
    if (connection.state === 'failed' || connection.state === 'disconnected') throw ended();
    if (connection.state === 'connected') return this;
    return outcome(connection, signal, (event, _, resolve, reject) => {
      if (event === 'connected') resolve(this);
      if (event === 'failed' || event === 'disconnected') reject(ended());
    });
  }

  async #whenSignedIn(signal: AbortSignal | undefined): Promise<UserData> {
    return (
      this.user.user_data ??
      outcome<UserData>(this.user, signal, (event, data: UserData & CarillonError, resolve, reject) => {
        if (event === 'pusher:signin_success') resolve(data);
        if (event === 'pusher:signin_error' && !data.retriable) reject(data);
      })
    );
  }

  #listener(): ConnectionListener {
    return {
      connected: () => {
        this.user.connected();
        this.channels.subscribeAll();
      },
      frame: (frame) => this.#receive(frame),
      refused: (error) => this.#refused(error),
      lost: () => {
        this.#token?.lost();
        this.user.lost();
        this.channels.lost();
      },
    };
  }

  #host(ground: Pick<ChannelHost, 'clock' | 'random' | 'encryption' | 'signerOf'>): ChannelHost {
    const { connection } = this;
    return {
      ...ground,
      get socketId() {
        return connection.socket_id;
      },
      send: (event, data, channel) => connection.send_event(event, data, channel),
      whoAmI: async () => (await this.user.id()) ?? this.#token?.userId,
      unsubscribe: (name) => this.unsubscribe(name as ChannelNames<M>),
      forget: (name) => this.channels.remove(name),
    };
  }

  #receive(frame: Frame): void {
    const { event, channel, data } = frame;
    if (channel === undefined) this.#receiveOwn(frame);
    else if (channel.startsWith(SERVER_TO_USER)) this.user.handleEvent(frame);
    else this.channels.find(channel)?.handleEvent(frame);
    if (!event.startsWith('pusher_internal:')) this.emit(event, data);
  }

  /** What is about the connection itself. */
  #receiveOwn(frame: Frame): void {
    const { event, data } = frame;
    if (event === 'carillon:token_expiring') this.#token?.renew();
    else if (event === 'carillon:token_accepted') this.#token?.accepted(data ?? {});
    else this.user.handleEvent(frame);
  }

  #refused(error: ConnectionError): void {
    if (error.channel !== undefined) this.channels.find(error.channel)?.tell('pusher:error', error);
    else if (!this.#token?.refused(error) && error.data.code === 4009) this.user.refused(error);
  }

  #retryRefused(): void {
    for (const channel of this.channels.all()) channel.retryRefused();
  }
}
