import type { Channel } from '../channel/channel.js';
import type { Client } from './client.js';
import { lease } from './lease.js';
import type { Store } from './store.js';

/** The channel while somebody listens, otherwise nothing. */
export function channelStore(client: Client, channelName: string | undefined): Store<Channel | undefined> {
  let channel: Channel | undefined;
  return {
    get: () => channel,
    rendered: undefined,
    listen(changed) {
      if (channelName === undefined) return () => {};
      const held = lease(client, channelName);
      channel = held.channel;
      changed();
      return () => {
        channel = undefined;
        held.release();
      };
    },
  };
}
