import { Dispatcher } from '../events/dispatcher.js';

export interface WatchlistEvent {
  name: string;
  user_ids: string[];
}

export interface WatchlistEvents {
  online: WatchlistEvent;
  offline: WatchlistEvent;
}

/** Tells when users whom the signed-in user watches come and go. */
export class Watchlist extends Dispatcher<WatchlistEvents> {
  /** @internal */
  handle({ events = [] }: { events?: WatchlistEvent[] }): void {
    for (const event of events) this.emit(event.name as keyof WatchlistEvents, event);
  }
}
