import type { ConnectionError } from '../errors/connection-error.js';
import type { SubscriptionError } from '../errors/subscription-error.js';

/** The events of a channel: name and data. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its events may bind to any
export type AnyEvents = Record<string, any>;

/** The channels of an app, by name or by template such as `presence-room-${string}`, with their events. */
export type AnyChannels = Record<string, AnyEvents>;

export type ChannelNames<M> = keyof M & string;

/** What channels say of themselves. */
export interface SystemEvents {
  'pusher:subscription_succeeded': unknown;
  'pusher:subscription_error': SubscriptionError;
  'pusher:subscription_count': { subscription_count: number };
  /** A cache channel holds no event yet. */
  'pusher:cache_miss': unknown;
  /** What was sent to the channel was refused, such as a client event. */
  'pusher:error': ConnectionError;
}

/** `S`: what a channel of its kind says of itself; `E`: what is published on it. */
export type ChannelEvents<E, S = SystemEvents> = S & Omit<E, keyof S>;

export interface Member<I = unknown> {
  id: string;
  info: I;
}
