import type { ChannelAuthorizationData } from '../auth/authorization.js';
import { AuthError, asCarillonError } from '../errors/auth-error.js';
import { UsageError } from '../errors/carillon-error.js';
import { SubscriptionError } from '../errors/subscription-error.js';
import { Dispatcher } from '../events/dispatcher.js';
import { optional, outcome } from '../events/outcome.js';
import { channelTraits } from '../protocol/channel-name.js';
import type { Frame } from '../protocol/frame.js';
import { Retry } from '../time/retry.js';
import type { ChannelHost } from './channel-host.js';
import type { AnyEvents, ChannelEvents, SystemEvents } from './event-map.js';

/** `authorizing`: nothing was sent yet. `pending`: the server has not answered yet. */
type SubscriptionState = 'unsubscribed' | 'authorizing' | 'pending' | 'subscribed' | 'refused';

/** A channel that the program wants, over as many connections as that takes. */
export class Channel<E extends object = AnyEvents, S extends object = SystemEvents> extends Dispatcher<ChannelEvents<E, S>> {
  readonly name: string;
  /** Told by the server where the app has it on. */
  subscriptionCount: number | undefined;
  protected readonly host: ChannelHost;
  readonly #retry: Retry;
  #state: SubscriptionState = 'unsubscribed';
  #isCancelled = false;
  #attempt = new AbortController();
  #lastError: SubscriptionError | undefined;

  /** @internal */
  constructor(name: string, host: ChannelHost) {
    super();
    this.name = name;
    this.host = host;
    this.#retry = new Retry(host);
  }

  get subscribed(): boolean {
    return this.#state === 'subscribed';
  }

  get subscriptionPending(): boolean {
    return this.#state === 'authorizing' || this.#state === 'pending';
  }

  get subscriptionCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Resolves once subscribed. Rejects when the channel is refused for good, or with the signal's reason. */
  whenSubscribed({ signal }: { signal?: AbortSignal } = {}): Promise<this> {
    return optional(this.#whenSubscribed(signal));
  }

  /**
   * Sends a client event to the other subscribers. Whether it left: there is no answer to a client event, but `pusher:error` on this
   * channel when it was refused.
   */
  trigger<K extends keyof E & string>(event: K, data: E[K]): boolean {
    if (!event.startsWith('client-')) {
      throw new UsageError('event_name_invalid', `Client events begin with client-; "${event}" does not.`);
    }
    if (!channelTraits(this.name).clientEvents) {
      throw new UsageError(
        'client_events_not_allowed',
        `${this.name} takes no client events: only private- and presence- channels do.`,
      );
    }
    return this.subscribed && this.host.send(event, data, this.name);
  }

  unsubscribe(): void {
    this.host.unsubscribe(this.name);
  }

  /** @internal Takes what the auth endpoint said; what it throws refuses the subscription. */
  protected async authorized(_data: ChannelAuthorizationData | undefined): Promise<void> {}

  /** @internal */
  // biome-ignore lint/suspicious/noExplicitAny: what the server tells a new subscriber depends on the kind of channel
  protected succeeded(data: any): void {
    this.tell('pusher:subscription_succeeded', data);
  }

  /** @internal An event that was published, or told by the server. Errors are told when they are understood. */
  protected receive({ event, data, user_id }: Frame): void {
    if (!/^pusher(_internal:|:error)/.test(event)) this.tell(event, data, user_id);
  }

  /** @internal What was known through the subscription is not known any more. */
  protected ended(): void {}

  /** @internal */
  tell(event: string, data: unknown, user_id?: string): void {
    (this as Dispatcher<AnyEvents>).emit(event, data, user_id === undefined ? {} : { user_id });
  }

  /** @internal */
  subscribe(): void {
    this.#isCancelled = false;
    const { socketId } = this.host;
    if (!socketId || this.subscribed || this.subscriptionPending) return;
    this.#retry.cancel();
    this.#state = 'authorizing';
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    if (!channelTraits(this.name).authorized) return this.#send();
    this.requestAuthorization(socketId, signal).then(
      (data) => signal.aborted || this.#send(data),
      (error) => signal.aborted || this.#refuse(this.#explain(error)),
    );
  }

  /** @internal */
  protected async requestAuthorization(socketId: string, signal: AbortSignal): Promise<ChannelAuthorizationData | undefined> {
    const data = await this.host.signerOf(this.name)?.authorize({ socketId, channelName: this.name, signal });
    if (data && typeof data.auth !== 'string') {
      throw new AuthError(
        'auth_answer_invalid',
        `The answer about ${this.name} has no auth: ${JSON.stringify(Object.keys(data))}`,
      );
    }
    await this.authorized(data);
    return data;
  }

  /** @internal Ends the subscription; whether nothing is left of it at once. */
  cancel(): boolean {
    this.#retry.cancel();
    this.#attempt.abort();
    if (this.#state === 'pending') {
      // The server takes what is sent in order, but its answer to the first subscription would be taken for that to a second one.
      this.#isCancelled = true;
      return false;
    }
    if (this.subscribed) this.#sendUnsubscribe();
    this.#state = 'unsubscribed';
    this.ended();
    return true;
  }

  /** @internal The connection is gone. Whether the channel is still wanted. */
  lost(): boolean {
    this.#retry.cancel();
    this.#attempt.abort();
    this.#state = 'unsubscribed';
    this.ended();
    return !this.#isCancelled;
  }

  /** @internal What was refused may be allowed now. */
  retryRefused(): void {
    if (this.#state === 'refused') this.subscribe();
  }

  /** @internal */
  handleEvent(frame: Frame): void {
    const { event, data } = frame;
    if (event === 'pusher_internal:subscription_succeeded') {
      if (this.#isCancelled) return this.#finishCancelled();
      this.#state = 'subscribed';
      this.#retry.succeeded();
      this.succeeded(data);
    } else if (event === 'pusher:subscription_error') {
      if (this.#isCancelled) return this.host.forget(this.name);
      this.#refuse(refusedSubscription(this.name, data));
    } else if (event === 'pusher_internal:subscription_count') {
      this.subscriptionCount = data.subscription_count;
      this.tell('pusher:subscription_count', data);
    } else {
      this.receive(frame);
    }
  }

  async #whenSubscribed(signal: AbortSignal | undefined): Promise<this> {
    signal?.throwIfAborted();
    if (this.subscribed) return this;
    if (this.#state === 'refused' && this.#lastError && !this.#lastError.retriable) throw this.#lastError;
    await outcome<unknown>(this, signal, (event, data: SubscriptionError, resolve, reject) => {
      if (event === 'pusher:subscription_succeeded') resolve(data);
      if (event === 'pusher:subscription_error' && !data.retriable) reject(data);
    });
    return this;
  }

  #send(data?: ChannelAuthorizationData): void {
    this.#state = 'pending';
    const { auth, channel_data } = data ?? {};
    this.host.send('pusher:subscribe', { channel: this.name, auth, channel_data });
  }

  #sendUnsubscribe(): void {
    this.host.send('pusher:unsubscribe', { channel: this.name });
  }

  #finishCancelled(): void {
    this.#sendUnsubscribe();
    this.#state = 'unsubscribed';
    this.#isCancelled = false;
    this.host.forget(this.name);
  }

  #refuse(error: SubscriptionError): void {
    this.#state = 'refused';
    this.#lastError = error;
    this.ended();
    if (error.retriable) this.#retry.later(() => this.retryRefused());
    // As `whenSubscribed` does.
    (this as Dispatcher<AnyEvents>).fail('pusher:subscription_error', error, true);
  }

  #explain(cause: unknown): SubscriptionError {
    const { code, message, status, retriable } = asCarillonError(cause, 'auth_failed') as AuthError;
    return new SubscriptionError(code, message, { channel: this.name, status, retriable, cause });
  }
}

interface SubscriptionRefusal {
  type?: string;
  error?: string;
  status?: number;
  reason?: string;
}

function refusedSubscription(channel: string, refused: SubscriptionRefusal | undefined): SubscriptionError {
  const { type, error = 'The subscription was refused', status = 0, reason } = refused ?? {};
  const retriable = status === 429 || (status >= 500 && status < 600) || (status >= 4100 && status < 4200);
  return new SubscriptionError(reason ?? 'subscription_refused', error, { channel, type, status, reason, retriable });
}
