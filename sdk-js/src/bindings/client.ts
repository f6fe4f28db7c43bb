import type { Channel } from '../channel/channel.js';
import type { Connection } from '../connection/connection.js';

/** As much of a client as the parts of a page need, whatever its channels are. */
export interface Client {
  readonly connection: Connection;
  subscribe(channelName: string): Channel;
  unsubscribe(channelName: string): void;
  channel(channelName: string): Channel | undefined;
}
