import type { Member } from '../channel/event-map.js';
import type { PresenceChannel } from '../channel/presence-channel.js';
import type { Client } from './client.js';
import { lease } from './lease.js';
import { checkPresence } from './presence-name.js';
import type { Store } from './store.js';

/** Who is on a presence channel just now. */
// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its members may read any field
export interface Presence<I = any> {
  members: Member<I>[];
  count: number;
  me: Member<I> | null;
}

const NOBODY: Presence = { members: [], count: 0, me: null };
const CHANGES = [
  'pusher:subscription_succeeded',
  'pusher:subscription_error',
  'pusher:member_added',
  'pusher:member_removed',
] as const;

/** Throws a `UsageError` for a channel that has no members. */
export function presenceStore(client: Client, channelName: string | undefined): Store<Presence> {
  checkPresence(channelName);
  let presence = NOBODY;
  return {
    get: () => presence,
    rendered: NOBODY,
    listen(changed) {
      if (channelName === undefined) return () => {};
      const held = lease(client, channelName);
      const { members } = held.channel as unknown as PresenceChannel;
      const look = () => {
        const all: Member[] = [];
        members.each((member) => all.push(member));
        presence = { members: all, count: members.count, me: members.me };
        changed();
      };
      for (const event of CHANGES) held.channel.bind(event, look);
      client.connection.bind('state_change', look);
      look();
      return () => {
        for (const event of CHANGES) held.channel.unbind(event, look);
        client.connection.unbind('state_change', look);
        held.release();
        presence = NOBODY;
      };
    },
  };
}
