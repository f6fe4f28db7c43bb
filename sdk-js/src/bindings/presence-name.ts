import { UsageError } from '../errors/carillon-error.js';
import { channelTraits } from '../protocol/channel-name.js';

/** Of other channels nobody knows who is there: told where the hook stands, and not when its first event comes. */
export function checkPresence(channelName: string | undefined): void {
  if (channelName === undefined || channelTraits(channelName).members) return;
  throw new UsageError(
    'channel_not_presence',
    `${channelName} has no members: only channels whose names begin with presence- do.`,
  );
}
