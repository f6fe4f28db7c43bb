import { onMount } from 'svelte';
import { type Readable, writable } from 'svelte/store';
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

/** Subscribes while the component is mounted; undefined before. */
export function useChannel(channelName: string | undefined): Readable<Channel | undefined> {
  return whileMounted(channelStore(useCarillon(), channelName));
}

/** Hears an event of the channel. */
export function useEvent<D>(channelName: string | undefined, event: string, callback: EventCallback<D>): void {
  const client = useCarillon();
  onMount(() => listenTo(client, channelName, event, callback));
}

/** Who is on a presence channel. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
export function usePresence<I = any>(channelName: string | undefined): Readable<Presence<I>> {
  return whileMounted(presenceStore(useCarillon(), channelName));
}

export function useConnectionState(): Readable<ConnectionState> {
  return whileMounted(connectionStateStore(useCarillon()));
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
export function useTyping(channelName: string | undefined, options?: Omit<TypingOptions, 'clock'>): UseTyping {
  const store = typingStore(useCarillon(), channelName, options);
  return { users: whileMounted(store), keystroke: store.keystroke, stopped: store.stopped };
}

/** On a server nothing is ever mounted, and so nothing is subscribed to. */
function whileMounted<T>(store: Store<T>): Readable<T> {
  const { subscribe, set } = writable(store.get());
  onMount(() => {
    const look = () => set(store.get());
    const stop = store.listen(look);
    look();
    return stop;
  });
  return { subscribe };
}
