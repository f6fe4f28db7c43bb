import type { Channel } from './channel.js';
import type { ChannelHost } from './channel-host.js';

/** Makes the channels whose events the server cannot read; `carillon-js/encryption` has one. */
export interface Encryption {
  channel(name: string, host: ChannelHost): Channel;
}
