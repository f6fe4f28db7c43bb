import type { Readable } from 'svelte/store';
import type { EventCallback, Presence } from '../bindings/index.js';
import type { Carillon, ChannelOf, EventsOf, HeardOn } from '../carillon.js';
import type { ChannelNames } from '../channel/event-map.js';
import type { ConnectionState } from '../connection/connection-state.js';
import type { TypingOptions } from '../typing.js';
import { useCarillon } from './provider.js';
import * as stores from './stores.js';

type Name<N extends string> = N | undefined | Readable<N | undefined>;

/** The stores of an app that says what is on its channels: names and data are checked. */
export interface Stores<M extends object> {
  useCarillon(): Carillon<M>;
  useChannel<N extends ChannelNames<M>>(channelName: Name<N>): Readable<ChannelOf<N, EventsOf<M, N>> | undefined>;
  useEvent<N extends ChannelNames<M>, K extends keyof HeardOn<N, EventsOf<M, N>> & string>(
    channelName: Name<N>,
    event: K,
    callback: EventCallback<HeardOn<N, EventsOf<M, N>>[K]>,
  ): void;
  // biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
  usePresence<I = any>(channelName: Name<ChannelNames<M> & `presence-${string}`>): Readable<Presence<I>>;
  useTyping(channelName: Name<ChannelNames<M> & `presence-${string}`>, options?: Omit<TypingOptions, 'clock'>): stores.UseTyping;
  useConnectionState(): Readable<ConnectionState>;
}

/** `const { useEvent } = storesOf<Channels>()`, once for an app. They are the same stores. */
export function storesOf<M extends object>(): Stores<M> {
  return { ...stores, useCarillon } as unknown as Stores<M>;
}
