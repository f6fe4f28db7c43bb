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
  return useStore((name) => channelStore(client, name), channelName).value;
}

/** Hears an event of a channel, given or named. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its events may read any field
export function useEvent<D = any>(
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
  return useStore((name) => presenceStore(client, name), channelName).value;
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
  const { value, store } = useStore((name) => typingStore(client, name, options), channelName);
  return { users: value, keystroke: () => store.value.keystroke(), stopped: () => store.value.stopped() };
}

function useStore<T, S extends Store<T>>(
  storeOf: (channelName: string | undefined) => S & Store<T>,
  channelName?: Name,
): { value: ShallowRef<T>; store: ShallowRef<S> } {
  const store = shallowRef(storeOf(toValue(channelName))) as ShallowRef<S>;
  const value = shallowRef(store.value.get()) as ShallowRef<T>;
  const start = (name: string | undefined) => {
    const current = storeOf(name);
    store.value = current;
    const look = () => {
      value.value = current.get();
    };
    const stop = current.listen(look);
    look();
    return stop;
  };
  whileMounted(() => toValue(channelName), start);
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
