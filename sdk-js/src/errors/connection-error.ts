import { closeCodeName, reactionTo } from '../protocol/close-code.js';
import { CarillonError, type ErrorDetails } from './carillon-error.js';

/** Something went wrong with the connection, or the server refused what was sent on it. */
export class ConnectionError extends CarillonError {
  override name = 'ConnectionError';
  /** As Pusher's clients have it. */
  readonly type = 'PusherError';
  /** As Pusher's clients have it: what `pusher:error` said. */
  readonly data: { code: number | null; message: string };
  /** The channel that it is about, if it is about one. */
  readonly channel: string | undefined;

  constructor(code: string, message: string, details: ErrorDetails & { closeCode?: number | null; channel?: string } = {}) {
    super(code, message, details);
    this.data = { code: details.closeCode ?? null, message };
    this.channel = details.channel;
  }
}

/** Of a `pusher:error` frame, or of the code and reason with which a socket was closed. */
export function refusal(closeCode: number | null, message: string, reason?: string, channel?: string): ConnectionError {
  const reaction = closeCode === null ? 'none' : reactionTo(closeCode);
  return new ConnectionError(reason ?? closeCodeName(closeCode), message, {
    closeCode,
    channel,
    retriable: reaction === 'back_off' || reaction === 'reconnect_now',
  });
}
