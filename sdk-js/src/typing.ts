import type { PresenceChannel } from './channel/presence-channel.js';
import { Dispatcher } from './events/dispatcher.js';
import { type Clock, systemClock } from './time/clock.js';

export interface TypingOptions {
  /** `client-typing`, unless said otherwise. */
  event?: string;
  /** Time after which somebody who was not heard of is taken to have stopped, in milliseconds: 5000. */
  expiry?: number;
  /** While somebody types, others are told this often, in milliseconds: 2000. */
  interval?: number;
  clock?: Clock;
}

export interface TypingEvents {
  /** Ids of the users who type, but for one's own. */
  change: string[];
}

/** Who is typing on a presence channel: the server vouches for each id. Nobody stays there for ever, however they leave. */
export class Typing extends Dispatcher<TypingEvents> {
  readonly #channel: PresenceChannel;
  readonly #options: Required<TypingOptions>;
  readonly #expiries = new Map<string, unknown>();
  #told = Number.NEGATIVE_INFINITY;

  constructor(channel: PresenceChannel, options: TypingOptions = {}) {
    super();
    this.#channel = channel;
    this.#options = { event: 'client-typing', expiry: 5_000, interval: 2_000, clock: systemClock, ...options };
    channel.bind(this.#options.event, this.#heard);
    channel.bind('pusher:member_removed', this.#left);
  }

  /** Ids of the users who type, but for one's own. */
  get users(): string[] {
    return [...this.#expiries.keys()];
  }

  /** Call it with every key press. */
  keystroke(): void {
    const now = this.#options.clock.now();
    if (now - this.#told < this.#options.interval) return;
    if (this.#channel.trigger(this.#options.event, { typing: true })) this.#told = now;
  }

  /** Call it when the message is sent or the field is left. */
  stopped(): void {
    if (this.#told === Number.NEGATIVE_INFINITY) return;
    this.#told = Number.NEGATIVE_INFINITY;
    this.#channel.trigger(this.#options.event, { typing: false });
  }

  /** Listens no more. */
  close(): void {
    this.#channel.unbind(this.#options.event, this.#heard);
    this.#channel.unbind('pusher:member_removed', this.#left);
    for (const timer of this.#expiries.values()) this.#options.clock.clearTimeout(timer);
    this.#expiries.clear();
  }

  readonly #heard = (data: { typing?: boolean } | undefined, { user_id }: { user_id?: string }): void => {
    if (user_id === undefined || user_id === this.#channel.members.myID) return;
    if (data?.typing === false) return this.#forget(user_id);
    const isNew = !this.#expiries.has(user_id);
    this.#options.clock.clearTimeout(this.#expiries.get(user_id));
    this.#expiries.set(
      user_id,
      this.#options.clock.setTimeout(() => this.#forget(user_id), this.#options.expiry),
    );
    if (isNew) this.emit('change', this.users);
  };

  readonly #left = ({ id }: { id: string }): void => this.#forget(id);

  #forget(id: string): void {
    this.#options.clock.clearTimeout(this.#expiries.get(id));
    if (this.#expiries.delete(id)) this.emit('change', this.users);
  }
}
