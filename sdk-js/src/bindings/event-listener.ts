import type { Channel } from '../channel/channel.js';
import type { Metadata } from '../events/dispatcher.js';
import type { Client } from './client.js';
import { lease } from './lease.js';

// biome-ignore lint/suspicious/noExplicitAny: whoever says nothing of its events may read any field
export type EventCallback<D = any> = (data: D, metadata: Metadata) => void;

/** Hears one event of a channel, which is given or named. Returns what ends it. */
export function listenTo(
  client: Client,
  channel: Channel | string | undefined,
  event: string,
  callback: EventCallback,
): () => void {
  if (channel === undefined) return () => {};
  const held = typeof channel === 'string' ? lease(client, channel) : { channel, release() {} };
  held.channel.bind(event, callback);
  return () => {
    held.channel.unbind(event, callback);
    held.release();
  };
}
