import { UsageError } from '../errors/carillon-error.js';

/** What follows from a channel's name. */
export interface ChannelTraits {
  /** Needs a signature or a token. */
  readonly authorized: boolean;
  readonly members: boolean;
  readonly encrypted: boolean;
  readonly clientEvents: boolean;
}

export const SERVER_TO_USER = '#server-to-user-';

const PREFIX = /^(?:(private)-(?:(encrypted)-)?|(presence)-)/;
const NAME = /^[-\w=@,.;]+$/;
const MAX_LENGTH = 200;

export function channelTraits(name: string): ChannelTraits {
  const [, isPrivate, isEncrypted, isPresence] = PREFIX.exec(name) ?? [];
  return {
    authorized: !!(isPrivate ?? isPresence),
    members: !!isPresence,
    encrypted: !!isEncrypted,
    clientEvents: !isEncrypted && !!(isPrivate ?? isPresence),
  };
}

/** The name, if it is one that can be subscribed to. The server's refusal would come later and further away. */
export function checkChannelName(name: string): string {
  if (name.length > MAX_LENGTH) {
    throw new UsageError(
      'channel_name_too_long',
      `A channel name has at most ${MAX_LENGTH} characters, prefix included; this one has ${name.length}.`,
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
