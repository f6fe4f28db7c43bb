import { CarillonError, UsageError } from '../errors/carillon-error.js';
import { ConnectionError } from '../errors/connection-error.js';
import { Dispatcher } from '../events/dispatcher.js';
import { type Reaction, reactionTo, TOKEN_ENDED, TOKEN_EXPIRED } from '../protocol/close-code.js';
import type { Frame } from '../protocol/frame.js';
import { type SocketAddress, socketUrl, subprotocols } from '../protocol/socket-address.js';
import { Alarm } from '../time/alarm.js';
import { Backoff, type BackoffOptions } from '../time/backoff.js';
import type { Clock } from '../time/clock.js';
import type { Transport } from '../transport/transport.js';
import type { ConnectionState, StateChange } from './connection-state.js';
import { Link, type LinkOptions } from './link.js';
import type { Surroundings } from './surroundings.js';

export interface ConnectionEvents {
  state_change: StateChange;
  initialized: undefined;
  connecting: undefined;
  connected: { socket_id: string };
  unavailable: undefined;
  disconnected: undefined;
  failed: undefined;
  /** Seconds until the next attempt. */
  connecting_in: number;
  error: CarillonError;
  /** Every frame of the server. */
  message: Frame;
}

/** Who shows the connection token of an attempt. */
export interface TokenBearer {
  /** Rejects with a `CarillonError`. */
  current(signal: AbortSignal): Promise<string>;
  /** The server took the last one no longer. */
  spoil(): void;
}

/** What happens to the connection, for its owner. */
export interface ConnectionListener {
  connected(socketId: string): void;
  frame(frame: Frame): void;
  /** The server refused something without an end of the connection. */
  refused(error: ConnectionError): void;
  lost(): void;
}

export interface ConnectionOptions extends LinkOptions {
  address: SocketAddress;
  reconnect: BackoffOptions;
  /** Time until connecting is called `unavailable`, in milliseconds. */
  unavailableTimeout: number;
}

/** What a connection stands on. */
export interface ConnectionGround {
  transport: Transport;
  surroundings: Surroundings;
  clock: Clock;
  random: () => number;
  token: TokenBearer | undefined;
}

/** A connection that lived this long was a good one: the next loss begins with a short pause again. */
const GOOD = 10_000;

/** Keeps one connection up, from `connect` to `disconnect`, over as many sockets as that takes. */
export class Connection extends Dispatcher<ConnectionEvents> {
  readonly #options: ConnectionOptions;
  readonly #ground: ConnectionGround;
  readonly #listener: ConnectionListener;
  readonly #backoff: Backoff;
  readonly #retry: Alarm;
  readonly #unavailable: Alarm;
  #state: ConnectionState = 'initialized';
  #socketId: string | undefined;
  #address: SocketAddress;
  #link: Link | undefined;
  #attempt = new AbortController();
  #connectedAt = 0;
  #lastError: CarillonError | undefined;
  #stopListening: (() => void) | undefined;

  constructor(options: ConnectionOptions, ground: ConnectionGround, listener: ConnectionListener) {
    super();
    this.#options = options;
    this.#ground = ground;
    this.#listener = listener;
    this.#address = options.address;
    this.#backoff = new Backoff(options.reconnect, ground.random);
    this.#retry = new Alarm(ground.clock);
    this.#unavailable = new Alarm(ground.clock);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Undefined unless connected. */
  get socket_id(): string | undefined {
    return this.#socketId;
  }

  /** What was last told by `error`. */
  get lastError(): CarillonError | undefined {
    return this.#lastError;
  }

  /** Another app or server, from the next attempt on. */
  set address(address: SocketAddress) {
    this.#address = address;
  }

  connect(): void {
    if (this.#link || this.#state === 'connecting' || this.#state === 'unavailable') return;
    this.#stopListening ??= this.#ground.surroundings.listen({
      online: () => this.#wake(),
      visible: () => this.#wake(),
      offline: () => this.#link?.check(),
    });
    this.#backoff.reset();
    this.#begin();
    this.#dial();
  }

  disconnect(): void {
    if (this.#state !== 'initialized') this.#rest('disconnected');
  }

  /** Whether it was sent; nothing is kept for later. */
  send_event(event: string, data: unknown, channel?: string): boolean {
    return this.#state === 'connected' && this.#link !== undefined && this.#link.send(event, data, channel);
  }

  /** Tells what went wrong without being an end. */
  report(error: CarillonError): void {
    this.#lastError = error;
    // `connect` hears every event, and most programs do not look at its promise.
    this.fail('error', error);
  }

  #begin(): void {
    this.#turn('connecting');
    this.#unavailable.set(this.#options.unavailableTimeout, () => this.#turn('unavailable'));
  }

  #dial(): void {
    this.#retry.clear();
    const { token } = this.#ground;
    if (!token) return this.#open(undefined);
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    token.current(signal).then(
      (shown) => signal.aborted || this.#open(shown),
      (cause) => signal.aborted || this.#tokenless(cause),
    );
  }

  #open(token: string | undefined): void {
    const link = new Link(this.#ground.clock, this.#options, {
      established: (socketId) => this.#established(socketId),
      frame: (frame) => this.#receive(frame),
      error: (error) => this.#refused(error),
      ended: (code, reason) => this.#ended(code, reason),
    });
    this.#link = link;
    try {
      link.open(this.#ground.transport, socketUrl(this.#address), subprotocols(token));
    } catch (cause) {
      link.close();
      this.report(
        cause instanceof CarillonError
          ? cause
          : new UsageError('address_invalid', `No socket can be opened there: ${cause}`, { cause }),
      );
      this.#rest('failed');
    }
  }

  #tokenless(error: CarillonError): void {
    this.report(error);
    if (error.retriable) this.#again('back_off');
    else this.#rest('disconnected');
  }

  #established(socketId: string): void {
    this.#unavailable.clear();
    this.#socketId = socketId;
    this.#connectedAt = this.#ground.clock.now();
    this.#turn('connected', { socket_id: socketId });
    if (this.#socketId === socketId) this.#listener.connected(socketId);
  }

  #receive(frame: Frame): void {
    this.emit('message', frame);
    this.#listener.frame(frame);
  }

  #refused(error: ConnectionError): void {
    this.report(error);
    this.#listener.refused(error);
  }

  #ended(code: number, reason: string): void {
    if (code === TOKEN_EXPIRED || code === TOKEN_ENDED) this.#ground.token?.spoil();
    const reaction = reactionTo(code);
    if (reaction === 'stay_away' || reaction === 'none') return this.#rest('disconnected');
    if (code < 4000)
      this.report(new ConnectionError('connection_lost', lossInWords(code, reason), { closeCode: code, retriable: true }));
    if (this.#state === 'connected') {
      if (this.#ground.clock.now() - this.#connectedAt >= GOOD) this.#backoff.reset();
      this.#lose();
      this.#begin();
    }
    // A listener may have disconnected meanwhile.
    if (this.#state === 'connecting' || this.#state === 'unavailable') this.#again(reaction);
  }

  #again(reaction: Reaction): void {
    this.#link = undefined;
    if (reaction === 'use_tls') this.#address = { ...this.#address, tls: true };
    const isFirst = this.#backoff.attempts === 0;
    const pause = this.#backoff.next();
    const delay = isFirst && reaction !== 'back_off' ? 0 : pause;
    this.emit('connecting_in', Math.round(delay / 1000));
    this.#retry.set(delay, () => this.#dial());
  }

  /** The network is back, or somebody looks: a long pause would be felt now. All of a house come back at once, so jitter stays. */
  #wake(): void {
    if (this.#retry.isSet) {
      this.#backoff.reset();
      this.#retry.set(this.#backoff.next(), () => this.#dial());
    } else {
      this.#link?.check();
    }
  }

  #lose(): void {
    this.#link?.close();
    this.#link = undefined;
    if (this.#socketId === undefined) return;
    this.#socketId = undefined;
    this.#listener.lost();
  }

  #rest(state: 'disconnected' | 'failed'): void {
    this.#attempt.abort();
    this.#retry.clear();
    this.#unavailable.clear();
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#lose();
    this.#turn(state);
  }

  #turn(current: ConnectionState, data?: { socket_id: string }): void {
    const previous = this.#state;
    if (previous === current) return;
    this.#state = current;
    this.emit('state_change', { previous, current });
    if (this.#state === current) this.emit(current, data);
  }
}

function lossInWords(code: number, reason: string): string {
  return reason || `The connection was lost or not made (${code}): is the server there?`;
}
