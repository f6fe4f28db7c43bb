import { onMount } from 'svelte';
import { get, type Readable, writable } from 'svelte/store';
import {
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

/** A name, or a store of names: the hook goes along when it changes. */
type Name = string | undefined | Readable<string | undefined>;

/** Subscribes while the component is mounted; undefined before, and while there is no name. */
export function useChannel(channelName: Name): Readable<Channel | undefined> {
  const client = useCarillon();
  return whileMounted((name) => channelStore(client, name), channelName).value;
}

/** Hears an event of the channel. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its events may read any field
export function useEvent<D = any>(channelName: Name, event: string, callback: EventCallback<D>): void {
  const client = useCarillon();
  onMount(() => following(channelName, (name) => listenTo(client, name, event, callback)));
}

/** Who is on a presence channel. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
export function usePresence<I = any>(channelName: Name): Readable<Presence<I>> {
  const client = useCarillon();
  return whileMounted((name) => presenceStore(client, name), channelName).value;
}

export function useConnectionState(): Readable<ConnectionState> {
  const client = useCarillon();
  return whileMounted(() => connectionStateStore(client)).value;
}

export interface UseTyping {
  /** Ids of the users who type, but for one's own. */
  users: Readable<string[]>;
  /** Call it with every key press. */
  keystroke: () => void;
  /** Call it when the message is sent or the field is left. */
  stopped: () => void;
}

/** Who types on a presence channel. */
export function useTyping(channelName: Name, options?: Omit<TypingOptions, 'clock'>): UseTyping {
  const client = useCarillon();
  const { value, store } = whileMounted((name) => typingStore(client, name, options), channelName);
  return { users: value, keystroke: () => store().keystroke(), stopped: () => store().stopped() };
}

/** On a server nothing is ever mounted, and so nothing is subscribed to. */
function whileMounted<T, S extends Store<T>>(
  storeOf: (channelName: string | undefined) => S & Store<T>,
  channelName?: Name,
): { value: Readable<T>; store: () => S } {
  let store: S & Store<T> = storeOf(typeof channelName === 'object' ? get(channelName) : channelName);
  const { subscribe, set } = writable(store.get());
  const start = (name: string | undefined) => {
    store = storeOf(name);
    const look = () => set(store.get());
    const stop = store.listen(look);
    look();
    return stop;
  };
  onMount(() => following(channelName, start));
  return { value: { subscribe }, store: () => store };
}

/** Starts with each name, and stops before the next one and at the end. */
function following(channelName: Name, start: (name: string | undefined) => () => void): () => void {
  if (typeof channelName !== 'object') return start(channelName);
  let stop = () => {};
  const unsubscribe = channelName.subscribe((name) => {
    stop();
    stop = start(name);
  });
  return () => {
    unsubscribe();
    stop();
  };
}
