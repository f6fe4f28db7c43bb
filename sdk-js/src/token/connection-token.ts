import type { ConnectionGround, TokenBearer } from '../connection/connection.js';
import { AuthError, asCarillonError } from '../errors/auth-error.js';
import type { CarillonError } from '../errors/carillon-error.js';
import type { ConnectionError } from '../errors/connection-error.js';
import { Retry } from '../time/retry.js';
import { claimsOf } from './token-claims.js';

/** A token, or who fetches one; asked again when a token ends. */
export type TokenSource = string | ((request: { signal: AbortSignal }) => string | Promise<string>);

export interface TokenListener {
  /** Shows a token on the open connection. */
  show(token: string): void;
  accepted(): void;
  error(error: CarillonError): void;
}

/** A token that ends sooner than this is not worth connecting with, in milliseconds. */
const NEARLY_OVER = 5_000;

/**
 * Keeps the connection's token fresh. A function is asked when the server announces the end; when it fails it is asked again after a
 * pause, until the server ends the connection with a code that means: fetch a new one, come back.
 */
export class ConnectionToken implements TokenBearer {
  readonly #source: TokenSource;
  readonly #ground: Pick<ConnectionGround, 'clock' | 'random'>;
  readonly #listener: TokenListener;
  readonly #retry: Retry;
  #token: string | undefined;
  #isSpoilt = false;
  #acceptedUser: string | undefined;
  #refresh: AbortController | undefined;

  constructor(source: TokenSource, ground: Pick<ConnectionGround, 'clock' | 'random'>, listener: TokenListener) {
    this.#source = source;
    this.#ground = ground;
    this.#listener = listener;
    this.#retry = new Retry(ground);
  }

  /** Whose the token is, as far as one knows. */
  get userId(): string | undefined {
    const sub = this.#token && claimsOf(this.#token).sub;
    return this.#acceptedUser ?? (sub === undefined ? undefined : String(sub));
  }

  async current(signal: AbortSignal): Promise<string> {
    if (this.#isSpoilt && typeof this.#source === 'string') {
      throw new AuthError('token_expired', 'The token has ended, and there is no function to ask for the next one.');
    }
    const end = this.#token && claimsOf(this.#token).exp;
    if (this.#token === undefined || this.#isSpoilt || (end && end * 1000 - this.#ground.clock.now() < NEARLY_OVER)) {
      this.#token = await this.#fetch(signal);
      this.#isSpoilt = false;
    }
    return this.#token;
  }

  spoil(): void {
    this.#isSpoilt = true;
  }

  /** Fetches another token and shows it; nothing, while that is under way. */
  renew(): void {
    // A token that was written down has no successor: its end is told when it comes.
    if (this.#refresh || typeof this.#source === 'string') return;
    this.#refresh = new AbortController();
    this.#attempt(this.#refresh.signal);
  }

  /** The server said `carillon:token_accepted`. */
  accepted({ user_id }: { user_id?: string }): void {
    this.#acceptedUser = user_id;
    this.#isSpoilt = false;
    this.#endRefresh();
    this.#listener.accepted();
  }

  /** Whether the refusal is the answer to a token that was just shown. */
  refused({ code, data }: ConnectionError): boolean {
    if (!this.#refresh || (data.code !== 4010 && !code.startsWith('token_'))) return false;
    this.spoil();
    this.#endRefresh();
    return true;
  }

  /** The connection is gone, and what was under way with it. */
  lost(): void {
    this.#endRefresh();
    this.#acceptedUser = undefined;
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    try {
      const token = await this.#fetch(signal);
      if (signal.aborted) return;
      this.#token = token;
      this.#listener.show(token);
    } catch (cause) {
      if (signal.aborted) return;
      this.#listener.error(cause as CarillonError);
      this.#retry.later(() => this.#attempt(signal));
    }
  }

  async #fetch(signal: AbortSignal): Promise<string> {
    try {
      const token = typeof this.#source === 'string' ? this.#source : await this.#source({ signal });
      // Sockets tell the sub-protocol that they do not like, and with it the token.
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token))
        throw new AuthError('token_malformed', 'The token source gave what is no token.');
      return token;
    } catch (cause) {
      throw asCarillonError(cause, 'token_source_failed', true);
    }
  }

  #endRefresh(): void {
    this.#refresh?.abort();
    this.#refresh = undefined;
    this.#retry.succeeded();
  }
}
