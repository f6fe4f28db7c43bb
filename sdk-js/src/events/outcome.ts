import type { Dispatcher } from './dispatcher.js';

/** Waits until an event is the answer. Rejects with the signal's reason when that aborts first. */
export async function outcome<T>(
  // biome-ignore lint/suspicious/noExplicitAny: of any events
  events: Dispatcher<any>,
  signal: AbortSignal | undefined,
  judge: (event: string, data: never, resolve: (value: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  signal?.throwIfAborted();
  let stop = () => {};
  try {
    return await new Promise<T>((resolve, reject) => {
      const heard = (event: string, data: unknown) => judge(event, data as never, resolve, reject);
      const aborted = () => reject(signal?.reason);
      events.bind_global(heard);
      signal?.addEventListener('abort', aborted);
      stop = () => {
        events.unbind_global(heard);
        signal?.removeEventListener('abort', aborted);
      };
    });
  } finally {
    stop();
  }
}

/** A promise that nobody needs to look at: its failure is told by an event, too. */
export function optional<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
