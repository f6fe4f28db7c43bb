import type { CarillonError } from '../errors/carillon-error.js';
import { outcome } from './outcome.js';

/** Beside an event's data. */
export interface Metadata {
  /** Who sent a client event on a presence channel, as the server vouches. */
  user_id?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the data of an event is whatever its map says
export type Callback<D = any> = (data: D, metadata: Metadata) => void;
// biome-ignore lint/suspicious/noExplicitAny: the data of any event
export type GlobalCallback = (event: string, data: any) => void;

interface Binding {
  event: string | undefined;
  callback: (...values: never[]) => void;
  context: unknown;
}

/** Calls back what was bound to an event. A callback that throws harms neither the others nor the caller. */
export class Dispatcher<M extends object> {
  #bindings: Binding[] = [];

  bind<K extends keyof M & string>(event: K, callback: Callback<M[K]>, context?: unknown): this {
    return this.#add(event, callback, context);
  }

  /** Without a callback all of the event's, without an event all of them, but for the global ones. */
  unbind<K extends keyof M & string>(event?: K, callback?: Callback<M[K]>, context?: unknown): this {
    return this.#remove(
      (binding) =>
        binding.event !== undefined &&
        (event === undefined || binding.event === event) &&
        (callback === undefined || binding.callback === callback) &&
        (context === undefined || binding.context === context),
    );
  }

  bind_global(callback: GlobalCallback): this {
    return this.#add(undefined, callback, undefined);
  }

  unbind_global(callback?: GlobalCallback): this {
    return this.#remove((binding) => binding.event === undefined && (callback === undefined || binding.callback === callback));
  }

  unbind_all(): this {
    return this.#remove(() => true);
  }

  /** The next event of this name. Rejects with the signal's reason when that aborts first. */
  once<K extends keyof M & string>(event: K, { signal }: { signal?: AbortSignal } = {}): Promise<M[K]> {
    return outcome<M[K]>(this, signal, (name, data, resolve) => name === event && resolve(data));
  }

  emit<K extends keyof M & string>(event: K, data?: M[K], metadata: Metadata = {}): void {
    for (const { event: wanted, callback, context } of this.#bindings) {
      if (wanted === undefined) call(callback, context, event, data);
      else if (wanted === event) call(callback, context, data, metadata);
    }
  }

  /**
   * @internal Emits an error; one that nobody hears is written to the console, too: somebody wonders why nothing comes. Those who hear
   * every event count where they are said to.
   */
  fail<K extends keyof M & string>(event: K, error: M[K] & CarillonError, isHeardByAll?: boolean): void {
    if (!this.#bindings.some(({ event: bound }) => bound === event || (isHeardByAll && !bound)))
      console.warn(`${error}`, { ...error });
    this.emit(event, error);
  }

  // The list is replaced and never changed, so that callbacks may bind and unbind while an event goes round.
  #add(event: string | undefined, callback: Binding['callback'], context: unknown): this {
    this.#bindings = [...this.#bindings, { event, callback, context }];
    return this;
  }

  #remove(matches: (binding: Binding) => boolean): this {
    this.#bindings = this.#bindings.filter((binding) => !matches(binding));
    return this;
  }
}

function call(callback: Binding['callback'], context: unknown, ...values: unknown[]): void {
  try {
    callback.apply(context, values as never[]);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
