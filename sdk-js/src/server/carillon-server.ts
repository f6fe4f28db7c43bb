import { randomUUID } from 'node:crypto';
import type { ChannelAuthorizationData, UserAuthenticationData } from '../auth/authorization.js';
import { UsageError } from '../errors/carillon-error.js';
import { channelTraits, checkChannelName, SERVER_TO_USER } from '../protocol/channel-name.js';
import { optionsOfUrl, type ServerOptions, secretOf } from './app.js';
import type { BatchAnswer, BatchRequest, BatchUser } from './batch-answer.js';
import { HttpApi } from './http-api.js';
import { Sealing } from './sealing.js';
import { channelText, sign, userText } from './signature.js';
import { checkTarget } from './target.js';
import { makeToken, type TokenOptions } from './token-maker.js';
import { Webhook, type WebhookRequest } from './webhook.js';

export interface TriggerParams {
  /** Whose connection does not get the event. */
  socket_id?: string;
  /** Some of `user_count`, `subscription_count` and `cache`, joined by commas. */
  info?: string;
  /** What is sent again with the same key is published once. One is made for each event. */
  idempotency_key?: string;
  signal?: AbortSignal;
}

export interface BatchEvent extends Omit<TriggerParams, 'signal'> {
  channel: string;
  name: string;
  data: unknown;
}

export interface ChannelInfo {
  occupied?: boolean;
  user_count?: number;
  subscription_count?: number;
  cache?: { data: string; ttl: number } | null;
}

export interface PresenceData {
  user_id: string;
  user_info?: Record<string, unknown>;
}

export interface UserToSignIn {
  id: string;
  user_info?: Record<string, unknown>;
  watchlist?: string[];
}

const SOCKET_ID = /^\d+\.\d+$/;

/** A server's side of an app: it publishes, signs for its users and makes sure of webhooks. The methods are those of Pusher's library. */
export class CarillonServer {
  readonly #options: ServerOptions;
  readonly #api: HttpApi;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#api = new HttpApi(options);
  }

  /** Of `https://KEY:SECRET@HOST/apps/APP_ID`. */
  static forURL(url: string, options: Partial<ServerOptions> = {}): CarillonServer {
    return new CarillonServer({ ...optionsOfUrl(url), ...options });
  }

  /** Publishes to one channel or to several. Resolves when the server has taken the event, with what `info` asked for. */
  async trigger(
    channels: string | string[],
    event: string,
    data: unknown,
    params: TriggerParams = {},
  ): Promise<{ channels?: Record<string, ChannelInfo> }> {
    const names = [channels].flat().map(checkTarget);
    const { socket_id, info, idempotency_key = randomUUID(), signal } = params;
    const body = JSON.stringify({ name: event, data: this.#textOf(names, data), channels: names, socket_id, info });
    return this.#api.send({ method: 'POST', path: '/events', body, headers: { 'x-idempotency-key': idempotency_key }, signal });
  }

  /** Publishes up to ten events in one request. */
  async triggerBatch(events: BatchEvent[], { signal }: { signal?: AbortSignal } = {}): Promise<{ batch?: ChannelInfo[] }> {
    const batch = events.map(({ channel, data, ...rest }) => ({
      idempotency_key: randomUUID(),
      ...rest,
      channel: checkTarget(channel),
      data: this.#textOf([channel], data),
    }));
    return this.#api.send({ method: 'POST', path: '/batch_events', body: JSON.stringify({ batch }), signal });
  }

  /** Publishes to every connection that signed in as this user. */
  async sendToUser(userId: string, event: string, data: unknown, params: TriggerParams = {}): Promise<void> {
    await this.trigger(SERVER_TO_USER + userId, event, data, params);
  }

  /** Closes every connection that signed in as this user. */
  async terminateUserConnections(userId: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    await this.#api.send({
      method: 'POST',
      path: `/users/${encodeURIComponent(userId)}/terminate_connections`,
      body: '{}',
      signal,
    });
  }

  /** The channels that somebody subscribes to. */
  async channels(params: { filter_by_prefix?: string; info?: string } = {}): Promise<Record<string, ChannelInfo>> {
    const { channels } = await this.#api.send<{ channels: Record<string, ChannelInfo> }>({
      method: 'GET',
      path: '/channels',
      parameters: params,
    });
    return channels;
  }

  async channel(name: string, params: { info?: string } = {}): Promise<ChannelInfo> {
    return this.#api.send({ method: 'GET', path: `/channels/${checkChannelName(name)}`, parameters: params });
  }

  /** The members of a presence channel. */
  async users(channel: string): Promise<{ id: string }[]> {
    const { users } = await this.#api.send<{ users: { id: string }[] }>({
      method: 'GET',
      path: `/channels/${checkChannelName(channel)}/users`,
    });
    return users;
  }

  /** What a client shows to subscribe; `data` is the member, on presence channels. */
  authorizeChannel(socketId: string, channel: string, data?: PresenceData): ChannelAuthorizationData {
    const { members, encrypted } = channelTraits(checkChannelName(channel));
    if (members && !data?.user_id) {
      throw new UsageError('channel_data_missing', `${channel} is a presence channel: its member needs a user_id.`);
    }
    const channel_data = data && JSON.stringify(data);
    return {
      auth: this.#auth(channelText(checkSocketId(socketId), channel, channel_data)),
      ...(channel_data !== undefined && { channel_data }),
      ...(encrypted && { shared_secret: this.#sealing().sharedSecret(channel) }),
    };
  }

  /** What a client shows to sign in. */
  authenticateUser(socketId: string, user: UserToSignIn): UserAuthenticationData {
    if (!user.id) throw new UsageError('user_id_invalid', 'A user who signs in needs an id: text, and not empty.');
    const user_data = JSON.stringify(user);
    return { auth: this.#auth(userText(checkSocketId(socketId), user_data)), user_data };
  }

  /**
   * Answers a request for many channels at once, which `carillon-js` and `carillon-js/batch-auth` send. `allows` says whether this user
   * may have a channel.
   */
  async authorizeBatch(
    { socket_id, channels = [], sign_in }: BatchRequest,
    user: BatchUser,
    allows: (channel: string, user: BatchUser) => boolean | Promise<boolean>,
  ): Promise<BatchAnswer> {
    const member = { user_id: user.id, user_info: user.user_info };
    const signed = channels.map(async (channel) => {
      const data = channel.startsWith('presence-') ? member : undefined;
      const part = (await allows(channel, user))
        ? this.authorizeChannel(socket_id, channel, data)
        : { error: { code: 'channel_not_allowed', message: `${user.id} may not have ${channel}.` } };
      return [channel, part] as const;
    });
    return {
      channels: Object.fromEntries(await Promise.all(signed)),
      ...(sign_in && { user: this.authenticateUser(socket_id, user) }),
    };
  }

  /** A connection token of Carillon: channels that it covers need no signature. */
  connectionToken(options: TokenOptions): string {
    return makeToken(this.#options, options);
  }

  webhook(request: WebhookRequest): Webhook {
    return new Webhook(this.#options, request);
  }

  #auth(text: string): string {
    return `${this.#options.key}:${sign(secretOf(this.#options), text)}`;
  }

  #textOf(channels: string[], data: unknown): string {
    const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? 'null');
    const [encrypted] = channels.filter((channel) => channelTraits(channel).encrypted);
    if (encrypted === undefined) return text;
    if (channels.length > 1) {
      throw new UsageError(
        'channels_too_many',
        'An event for an encrypted channel is sealed with its key: publish to one channel at a time.',
      );
    }
    return this.#sealing().seal(encrypted, text);
  }

  #sealing(): Sealing {
    return new Sealing(this.#options.encryptionMasterKeyBase64);
  }
}

function checkSocketId(socketId: string): string {
  if (!SOCKET_ID.test(socketId)) {
    throw new UsageError('socket_id_invalid', `${JSON.stringify(socketId)} is no socket id: it is digits, a full stop, digits.`);
  }
  return socketId;
}
