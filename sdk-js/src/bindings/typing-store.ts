import type { PresenceChannel } from '../channel/presence-channel.js';
import { Typing, type TypingOptions } from '../typing.js';
import type { Client } from './client.js';
import { lease } from './lease.js';
import { checkPresence } from './presence-name.js';
import type { Store } from './store.js';

export interface TypingStore extends Store<string[]> {
  keystroke(): void;
  stopped(): void;
}

const NOBODY: string[] = [];

/** Ids of the users who type on a presence channel, but for one's own. Throws a `UsageError` for another channel. */
export function typingStore(client: Client, channelName: string | undefined, options?: TypingOptions): TypingStore {
  checkPresence(channelName);
  let typing: Typing | undefined;
  let users = NOBODY;
  return {
    get: () => users,
    rendered: NOBODY,
    listen(changed) {
      if (channelName === undefined) return () => {};
      const held = lease(client, channelName);
      typing = new Typing(held.channel as unknown as PresenceChannel, options);
      typing.bind('change', (now) => {
        users = now;
        changed();
      });
      return () => {
        typing?.stopped();
        typing?.close();
        typing = undefined;
        users = NOBODY;
        held.release();
      };
    },
    keystroke: () => typing?.keystroke(),
    stopped: () => typing?.stopped(),
  };
}
