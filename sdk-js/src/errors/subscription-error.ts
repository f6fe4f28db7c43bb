import { CarillonError, type ErrorDetails } from './carillon-error.js';

/** A channel was refused, by the server or by whoever signs for it. */
export class SubscriptionError extends CarillonError {
  override name = 'SubscriptionError';
  readonly channel: string;
  /** As Pusher's clients have them. */
  readonly type: string;
  readonly error: string;
  readonly status: number | undefined;
  /** The server's own code, if it gave one. */
  readonly reason: string | undefined;

  constructor(
    code: string,
    message: string,
    details: ErrorDetails & { channel: string; type?: string; status?: number; reason?: string },
  ) {
    super(code, message, details);
    this.channel = details.channel;
    this.type = details.type ?? 'AuthError';
    this.error = message;
    this.status = details.status;
    this.reason = details.reason;
  }
}
