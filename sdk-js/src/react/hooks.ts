import { useEffect, useInsertionEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import {
  type Client,
  channelStore,
  connectionStateStore,
  type EventCallback,
  listenTo,
  type Presence,
  presenceStore,
  type Store,
  typingStore,
} from '../bindings/index.js';
import type { Channel } from '../channel/channel.js';
import type { ConnectionState } from '../connection/connection-state.js';
import type { TypingOptions } from '../typing.js';
import { useCarillon } from './provider.js';

/** Subscribes while the component is there; undefined before, and while there is no name. */
export function useChannel(channelName: string | undefined): Channel | undefined {
  return useStoreOf(channelStore, channelName);
}

/** Hears an event of a channel, given or named; the newest callback is called. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its events may read any field
export function useEvent<D = any>(channel: Channel | string | undefined, event: string, callback: EventCallback<D>): void {
  const client = useCarillon();
  const newest = useRef(callback);
  // With what is shown, and not a moment later: an event may come in between.
  useInsertionEffect(() => {
    newest.current = callback;
  });
  useEffect(() => listenTo(client, channel, event, (data, metadata) => newest.current(data, metadata)), [client, channel, event]);
}

/** Who is on a presence channel. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
export function usePresence<I = any>(channelName: string | undefined): Presence<I> {
  return useStoreOf(presenceStore, channelName);
}

export function useConnectionState(): ConnectionState {
  return useStoreOf(connectionStateStore, undefined);
}

export interface UseTyping {
  /** Ids of the users who type, but for one's own. */
  users: string[];
  /** Call it with every key press. */
  keystroke: () => void;
  /** Call it when the message is sent or the field is left. */
  stopped: () => void;
}

/** Who types on a presence channel. */
export function useTyping(
  channelName: string | undefined,
  { event, expiry, interval }: Omit<TypingOptions, 'clock'> = {},
): UseTyping {
  const client = useCarillon();
  const store = useMemo(
    () => typingStore(client, channelName, defined({ event, expiry, interval })),
    [client, channelName, event, expiry, interval],
  );
  return { users: useStore(store), keystroke: store.keystroke, stopped: store.stopped };
}

function useStoreOf<T>(storeOf: (client: Client, name: string | undefined) => Store<T>, name: string | undefined): T {
  const client = useCarillon();
  return useStore(useMemo(() => storeOf(client, name), [client, name, storeOf]));
}

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.listen, store.get, () => store.rendered);
}

function defined(options: TypingOptions): TypingOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
