import { UsageError } from '../errors/carillon-error.js';
import { checkChannelName, SERVER_TO_USER } from '../protocol/channel-name.js';

/** Identity providers make ids such as `auth0|7`. */
const USER_ID = /^[-\w=@,.;|:+/~!$&'()]+$/;
const MAX_LENGTH = 128;

/** The name, if it is one that can be published to: a channel's, or what reaches one user. */
export function checkTarget(name: string): string {
  if (!name.startsWith(SERVER_TO_USER)) return checkChannelName(name);
  const id = name.slice(SERVER_TO_USER.length);
  if (id.length > MAX_LENGTH) {
    throw new UsageError('channel_name_too_long', `A user id has at most ${MAX_LENGTH} characters; this one has ${id.length}.`);
  }
  if (!USER_ID.test(id)) {
    throw new UsageError(
      'channel_name_invalid',
      `No event reaches the user ${JSON.stringify(id)}: ids that can be reached have A-Z a-z 0-9 _ - = @ , . ; | : + / ~ ! $ & ' ( )`,
    );
  }
  return name;
}
