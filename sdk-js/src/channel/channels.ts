import { UsageError } from '../errors/carillon-error.js';
import { channelTraits } from '../protocol/channel-name.js';
import { Channel } from './channel.js';
import type { ChannelHost } from './channel-host.js';
import { PresenceChannel } from './presence-channel.js';

/** The channels that the program wants, by name. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  readonly #host: ChannelHost;

  /** @internal */
  constructor(host: ChannelHost) {
    this.#host = host;
  }

  find(name: string): Channel | undefined {
    return this.#channels.get(name);
  }

  all(): Channel[] {
    return [...this.#channels.values()];
  }

  /** @internal The one that is there, or a new one. */
  add(name: string): Channel {
    const channel = this.find(name) ?? this.#create(name);
    this.#channels.set(name, channel);
    return channel;
  }

  /** @internal */
  remove(name: string): void {
    this.#channels.delete(name);
  }

  /** @internal */
  subscribeAll(): void {
    for (const channel of this.all()) channel.subscribe();
  }

  /** @internal */
  lost(): void {
    for (const channel of this.all()) {
      if (!channel.lost()) this.remove(channel.name);
    }
  }

  #create(name: string): Channel {
    const { members, encrypted } = channelTraits(name);
    if (members) return new PresenceChannel(name, this.#host) as Channel;
    if (!encrypted) return new Channel(name, this.#host);
    const { encryption } = this.#host;
    if (encryption) return encryption.channel(name, this.#host);
    throw new UsageError('encryption_missing', `${name} needs the option encryption: import it from carillon-js/encryption.`);
  }
}
