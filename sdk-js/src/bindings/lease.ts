import type { Channel } from '../channel/channel.js';
import type { Client } from './client.js';

/** A part of a page uses a channel until it releases it. */
export interface Lease {
  readonly channel: Channel;
  release(): void;
}

const tenants = new WeakMap<Channel, number>();

/**
 * The channel stays subscribed to while anybody uses it, and a moment longer: parts of a page that take turns do not make the client
 * leave and come back. One that the program itself had subscribed to before stays for good.
 */
export function lease(client: Client, channelName: string): Lease {
  const before = client.channel(channelName);
  // One that is only waiting to be left again is nobody's.
  const isOwn = !before || before.subscriptionCancelled || tenants.has(before);
  const channel = client.subscribe(channelName);
  if (!isOwn) return { channel, release() {} };
  tenants.set(channel, (tenants.get(channel) ?? 0) + 1);
  let isOver = false;
  return {
    channel,
    release() {
      if (isOver) return;
      isOver = true;
      tenants.set(channel, (tenants.get(channel) ?? 1) - 1);
      setTimeout(() => {
        if (tenants.get(channel) !== 0) return;
        tenants.delete(channel);
        if (client.channel(channelName) === channel) client.unsubscribe(channelName);
      });
    },
  };
}
