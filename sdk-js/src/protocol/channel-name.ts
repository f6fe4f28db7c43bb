import { UsageError } from '../errors/carillon-error.js';

/** What follows from a channel's name. */
export interface ChannelTraits {
  /** Needs a signature or a token. */
  readonly authorized: boolean;
  readonly members: boolean;
  readonly cached: boolean;
  readonly encrypted: boolean;
  readonly clientEvents: boolean;
}

export const SERVER_TO_USER = '#server-to-user-';

const PREFIX = /^(?:(private)-(?:(encrypted)-)?|(presence)-)?(?:(cache)-)?/;
const NAME = /^(#server-to-user-)?[-\w=@,.;]+$/;
const MAX_LENGTH = 200;
const MAX_LENGTH_OF_USER = SERVER_TO_USER.length + 128;

export function channelTraits(name: string): ChannelTraits {
  const [, isPrivate, isEncrypted, isPresence, isCache] = PREFIX.exec(name) ?? [];
  return {
    authorized: !!(isPrivate ?? isPresence),
    members: !!isPresence,
    cached: !!isCache,
    encrypted: !!isEncrypted,
    clientEvents: !isEncrypted && !!(isPrivate ?? isPresence),
  };
}

/** The name, if it is one. The server's refusal would come later and further away. */
export function checkChannelName(name: string): string {
  const limit = name.startsWith(SERVER_TO_USER) ? MAX_LENGTH_OF_USER : MAX_LENGTH;
  if (name.length > limit) {
    throw new UsageError(
      'channel_name_too_long',
      `A channel name has at most ${limit} characters, prefix included; this one has ${name.length}.`,
    );
  }
  if (!NAME.test(name)) {
    throw new UsageError(
      'channel_name_invalid',
      `${JSON.stringify(name)} is no channel name: use one or more of A-Z a-z 0-9 _ - = @ , . ;`,
    );
  }
  return name;
}
