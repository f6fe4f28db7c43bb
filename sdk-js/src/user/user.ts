import type { UserAuthenticator } from '../auth/authorization.js';
import { Channel } from '../channel/channel.js';
import type { ChannelHost } from '../channel/channel-host.js';
import type { AnyEvents } from '../channel/event-map.js';
import { AuthError, asCarillonError } from '../errors/auth-error.js';
import type { CarillonError } from '../errors/carillon-error.js';
import { Dispatcher } from '../events/dispatcher.js';
import { SERVER_TO_USER } from '../protocol/channel-name.js';
import { type Frame, parsed } from '../protocol/frame.js';
import { Retry } from '../time/retry.js';
import { Watchlist } from './watchlist.js';

export interface UserData {
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server signed
  user_info?: any;
  watchlist?: string[];
}

/** Whose this connection is. Events that servers send to the user are bound here. */
export class User extends Dispatcher<AnyEvents> {
  readonly watchlist = new Watchlist();
  readonly #host: ChannelHost;
  readonly #authenticator: UserAuthenticator;
  readonly #report: (error: CarillonError) => void;
  #isWanted = false;
  #isAsking = false;
  #data: UserData | null = null;
  #channel: Channel | undefined;
  #attempt = new AbortController();
  #underWay: Promise<void> | undefined;
  #settle: (() => void) | undefined;
  readonly #retry: Retry;

  /** @internal */
  constructor(host: ChannelHost, authenticator: UserAuthenticator, report: (error: CarillonError) => void) {
    super();
    this.#host = host;
    this.#authenticator = authenticator;
    this.#report = report;
    this.#retry = new Retry(host);
  }

  /** Null unless signed in. */
  get user_data(): UserData | null {
    return this.#data;
  }

  /** Resolves when the sign-in that was asked for is over, however it ended. */
  get signinDonePromise(): Promise<void> {
    return this.#underWay ?? Promise.resolve();
  }

  /** @internal Waits for a sign-in that is under way; undefined if nobody is signed in then. */
  async id(): Promise<string | undefined> {
    await this.#underWay;
    return this.#data?.id;
  }

  /** @internal Signs in, now and after each reconnect. */
  signin(): void {
    this.#isWanted = true;
    this.#begin();
    this.connected();
  }

  /** @internal */
  connected(): void {
    const { socketId } = this.#host;
    if (!this.#isWanted || !socketId || this.#data || this.#isAsking) return;
    this.#begin();
    this.#isAsking = true;
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    this.#authenticator.authenticate({ socketId, signal }).then(
      ({ auth, user_data }) => signal.aborted || this.#host.send('pusher:signin', { auth, user_data }),
      (cause) => signal.aborted || this.#fail(asCarillonError(cause, 'auth_failed')),
    );
  }

  /** @internal */
  lost(): void {
    this.#attempt.abort();
    this.#retry.cancel();
    this.#channel?.lost();
    this.#channel = undefined;
    this.#data = null;
    this.#done();
    if (this.#isWanted) this.#begin();
  }

  /** @internal The server refused the sign-in, if one is under way. */
  refused(error: CarillonError): void {
    if (!this.#isAsking) return;
    this.#done();
    this.emit('pusher:signin_error', error);
  }

  /** @internal Of frames without a channel, and of those of the user's own channel. */
  handleEvent({ event, data, channel }: Frame): void {
    if (channel !== undefined) return this.#channel?.handleEvent({ event, data, channel });
    if (event === 'pusher_internal:watchlist_events') this.watchlist.handle(data);
    if (event === 'pusher:signin_success') this.#succeed(data);
  }

  #succeed({ user_data }: { user_data: unknown }): void {
    const data = Object(typeof user_data === 'string' ? parsed(user_data) : user_data) as UserData;
    const id = String(data.id ?? '');
    if (!id) return this.#fail(new AuthError('user_data_invalid', `user_data of the sign-in has no id: ${user_data}`));
    this.#data = { ...data, id };
    this.#retry.succeeded();
    this.#channel = new Channel(SERVER_TO_USER + id, this.#host);
    this.#channel.bind_global((event, published) => {
      if (!event.startsWith('pusher')) this.emit(event, published);
    });
    this.#channel.subscribe();
    this.#done();
    this.emit('pusher:signin_success', this.#data);
  }

  #fail(error: CarillonError): void {
    this.#report(error);
    if (error.retriable) this.#retry.later(() => this.connected());
    this.refused(error);
  }

  #begin(): void {
    if (this.#data) return;
    this.#underWay ??= new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #done(): void {
    this.#settle?.();
    this.#underWay = undefined;
    this.#isAsking = false;
  }
}
