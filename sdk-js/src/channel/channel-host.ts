import type { ChannelAuthorizer } from '../auth/authorization.js';
import type { Clock } from '../time/clock.js';
import type { Encryption } from './encryption.js';

/** What a channel needs of its client. */
export interface ChannelHost {
  readonly clock: Clock;
  readonly random: () => number;
  readonly encryption: Encryption | undefined;
  readonly socketId: string | undefined;
  send(event: string, data: unknown, channel?: string): boolean;
  signerOf(channelName: string): ChannelAuthorizer | undefined;
  /** Who this connection is, once a sign-in that is under way is over; undefined if it is nobody. */
  whoAmI(): Promise<string | undefined>;
  unsubscribe(channelName: string): void;
  /** A cancelled subscription is over: nothing of it is left. */
  forget(channelName: string): void;
}
