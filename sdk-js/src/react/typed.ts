import type { EventCallback, Presence } from '../bindings/index.js';
import type { Carillon, ChannelOf, EventsOf, HeardOn } from '../carillon.js';
import type { ChannelNames } from '../channel/event-map.js';
import type { ConnectionState } from '../connection/connection-state.js';
import type { TypingOptions } from '../typing.js';
import * as hooks from './hooks.js';
import { useCarillon } from './provider.js';

/** The hooks of an app that says what is on its channels: names and data are checked. */
export interface Hooks<M extends object> {
  useCarillon(): Carillon<M>;
  useChannel<N extends ChannelNames<M>>(channelName: N | undefined): ChannelOf<N, EventsOf<M, N>> | undefined;
  useEvent<N extends ChannelNames<M>, K extends keyof HeardOn<N, EventsOf<M, N>> & string>(
    channelName: N | undefined,
    event: K,
    callback: EventCallback<HeardOn<N, EventsOf<M, N>>[K]>,
  ): void;
  // biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
  usePresence<I = any>(channelName: (ChannelNames<M> & `presence-${string}`) | undefined): Presence<I>;
  useTyping(
    channelName: (ChannelNames<M> & `presence-${string}`) | undefined,
    options?: Omit<TypingOptions, 'clock'>,
  ): hooks.UseTyping;
  useConnectionState(): ConnectionState;
}

/** `const { useEvent } = hooksOf<Channels>()`, once for an app. They are the same hooks. */
export function hooksOf<M extends object>(): Hooks<M> {
  return { ...hooks, useCarillon } as unknown as Hooks<M>;
}
