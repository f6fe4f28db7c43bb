import { type ServerOptions, secretOf } from './app.js';
import { isSignature } from './signature.js';

/** What happened, as Pusher tells it. */
export interface WebhookEvent {
  name:
    | 'channel_occupied'
    | 'channel_vacated'
    | 'member_added'
    | 'member_removed'
    | 'client_event'
    | 'cache_miss'
    | 'subscription_count';
  channel: string;
  user_id?: string;
  event?: string;
  data?: string;
  socket_id?: string;
  subscription_count?: number;
}

export interface WebhookRequest {
  /** As Node has them: names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  /** The very text that came: what was parsed and written again has another signature. */
  rawBody: string;
}

/** A request of the server's, which somebody else may have forged. */
export class Webhook {
  readonly #options: ServerOptions;
  readonly #request: WebhookRequest;

  constructor(options: ServerOptions, request: WebhookRequest) {
    this.#options = options;
    this.#request = request;
  }

  /** Whether it is signed with one of these keys: the app's, and others while keys are being changed. */
  isValid(others: { key: string; secret: string }[] = []): boolean {
    const [key, signature] = [this.#header('x-pusher-key'), this.#header('x-pusher-signature')];
    const { rawBody } = this.#request;
    const keys = [{ key: this.#options.key, secret: secretOf(this.#options) }, ...others];
    return keys.some((each) => each.key === key && isSignature(each.secret, rawBody, signature)) && this.#body() !== undefined;
  }

  getEvents(): WebhookEvent[] {
    return this.#body()?.events ?? [];
  }

  /** When it was made. */
  getTime(): Date {
    return new Date(this.#body()?.time_ms ?? Number.NaN);
  }

  #header(name: string): string {
    const value = this.#request.headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  }

  #body(): { time_ms: number; events: WebhookEvent[] } | undefined {
    try {
      return JSON.parse(this.#request.rawBody);
    } catch {
      return undefined;
    }
  }
}
