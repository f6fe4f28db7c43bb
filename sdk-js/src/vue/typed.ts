import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import type { EventCallback, Presence } from '../bindings/index.js';
import type { Carillon, ChannelOf, EventsOf, HeardOn } from '../carillon.js';
import type { ChannelNames } from '../channel/event-map.js';
import type { ConnectionState } from '../connection/connection-state.js';
import type { TypingOptions } from '../typing.js';
import * as composables from './composables.js';
import { useCarillon } from './provider.js';

type Name<N extends string> = MaybeRefOrGetter<N | undefined>;

/** The composables of an app that says what is on its channels: names and data are checked. */
export interface Composables<M extends object> {
  useCarillon(): Carillon<M>;
  useChannel<N extends ChannelNames<M>>(channelName: Name<N>): Readonly<ShallowRef<ChannelOf<N, EventsOf<M, N>> | undefined>>;
  useEvent<N extends ChannelNames<M>, K extends keyof HeardOn<N, EventsOf<M, N>> & string>(
    channelName: Name<N>,
    event: K,
    callback: EventCallback<HeardOn<N, EventsOf<M, N>>[K]>,
  ): void;
  // biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
  usePresence<I = any>(channelName: Name<ChannelNames<M> & `presence-${string}`>): Readonly<ShallowRef<Presence<I>>>;
  useTyping(
    channelName: Name<ChannelNames<M> & `presence-${string}`>,
    options?: Omit<TypingOptions, 'clock'>,
  ): composables.UseTyping;
  useConnectionState(): Readonly<ShallowRef<ConnectionState>>;
}

/** `const { useEvent } = composablesOf<Channels>()`, once for an app. They are the same composables. */
export function composablesOf<M extends object>(): Composables<M> {
  return { ...composables, useCarillon } as unknown as Composables<M>;
}
