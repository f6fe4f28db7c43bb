import { type MaybeRefOrGetter, onBeforeUnmount, onMounted, type ShallowRef, shallowRef, toValue, watch } from 'vue';
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

type Name = MaybeRefOrGetter<string | undefined>;

/** Subscribes while the component is mounted; undefined before, and while there is no name. */
export function useChannel(channelName: Name): Readonly<ShallowRef<Channel | undefined>> {
  const client = useCarillon();
  return useStore(() => channelStore(client, toValue(channelName))).value;
}

/** Hears an event of a channel, given or named. */
export function useEvent<D>(
  channel: MaybeRefOrGetter<Channel | string | undefined>,
  event: string,
  callback: EventCallback<D>,
): void {
  const client = useCarillon();
  whileMounted(
    () => toValue(channel),
    (wanted) => listenTo(client, wanted, event, callback),
  );
}

/** Who is on a presence channel. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
export function usePresence<I = any>(channelName: Name): Readonly<ShallowRef<Presence<I>>> {
  const client = useCarillon();
  return useStore(() => presenceStore(client, toValue(channelName))).value;
}

export function useConnectionState(): Readonly<ShallowRef<ConnectionState>> {
  const client = useCarillon();
  return useStore(() => connectionStateStore(client)).value;
}

export interface UseTyping {
  /** Ids of the users who type, but for one's own. */
  users: Readonly<ShallowRef<string[]>>;
  /** Call it with every key press. */
  keystroke: () => void;
  /** Call it when the message is sent or the field is left. */
  stopped: () => void;
}

/** Who types on a presence channel. */
export function useTyping(channelName: Name, options?: Omit<TypingOptions, 'clock'>): UseTyping {
  const client = useCarillon();
  const { value, store } = useStore(() => typingStore(client, toValue(channelName), options));
  return { users: value, keystroke: () => store.value.keystroke(), stopped: () => store.value.stopped() };
}

function useStore<T, S extends Store<T>>(storeOf: () => S & Store<T>): { value: ShallowRef<T>; store: ShallowRef<S> } {
  const store = shallowRef(storeOf()) as ShallowRef<S>;
  const value = shallowRef(store.value.get()) as ShallowRef<T>;
  whileMounted(storeOf, (current) => {
    store.value = current;
    const look = () => {
      value.value = current.get();
    };
    const stop = current.listen(look);
    look();
    return stop;
  });
  return { value, store };
}

/** On a server nothing is ever mounted, and so nothing is subscribed to. */
function whileMounted<T>(wanted: () => T, start: (wanted: T) => () => void): void {
  let stop = () => {};
  let stopWatching = () => {};
  onMounted(() => {
    stopWatching = watch(
      wanted,
      (now) => {
        stop();
        stop = start(now);
      },
      { immediate: true },
    );
  });
  onBeforeUnmount(() => {
    stopWatching();
    stop();
  });
}
