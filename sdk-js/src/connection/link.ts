import { ConnectionError, refusal } from '../errors/connection-error.js';
import { ABNORMAL_CLOSURE } from '../protocol/close-code.js';
import { decodeFrame, encodeFrame, type Frame } from '../protocol/frame.js';
import { Alarm } from '../time/alarm.js';
import type { Clock } from '../time/clock.js';
import type { Socket, SocketListener, Transport } from '../transport/transport.js';
import { Liveness, type LivenessTimes } from './liveness.js';

export interface LinkListener {
  established(socketId: string): void;
  frame(frame: Frame): void;
  error(error: ConnectionError): void;
  /** Once, and last. */
  ended(code: number, reason: string): void;
}

export interface LinkOptions extends LivenessTimes {
  /** Time for the socket to open and the server to greet, in milliseconds. */
  connectTimeout: number;
}

/** One socket, from the attempt to open it to its end. */
export class Link implements SocketListener {
  readonly #listener: LinkListener;
  readonly #options: LinkOptions;
  readonly #liveness: Liveness;
  readonly #greeting: Alarm;
  #socket: Socket | undefined;
  #isEstablished = false;
  #isOver = false;
  #told: number | null = null;

  constructor(clock: Clock, options: LinkOptions, listener: LinkListener) {
    this.#options = options;
    this.#listener = listener;
    this.#greeting = new Alarm(clock);
    this.#liveness = new Liveness(clock, {
      ping: () => this.send('pusher:ping', {}),
      dead: () => this.#abandon('The server did not answer a ping'),
    });
  }

  open(transport: Transport, url: string, subprotocols: string[]): void {
    this.#greeting.set(this.#options.connectTimeout, () => this.#abandon('The server did not answer in time'));
    const socket = transport.open(url, subprotocols, this);
    if (this.#isOver) socket.close();
    else this.#socket = socket;
  }

  send(event: string, data: unknown, channel?: string): boolean {
    if (!this.#socket || this.#isOver) return false;
    this.#socket.send(encodeFrame(event, data, channel));
    return true;
  }

  /** Asks whether the other side is still there. */
  check(): void {
    this.#liveness.check();
  }

  /** Its listener hears nothing more. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#greeting.clear();
    this.#liveness.stop();
    this.#socket?.close();
  }

  opened(): void {
    // The server speaks first.
  }

  message(text: string): void {
    if (this.#isOver) return;
    this.#liveness.heard();
    try {
      this.#receive(decodeFrame(text));
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.#listener.error(error);
    }
  }

  closed(code: number, reason: string): void {
    if (this.#isOver) return;
    this.close();
    // Most refusals come as an error and then as the code: once is enough.
    if (code >= 4000 && code !== this.#told) this.#listener.error(refusal(code, reason || `Closed by the server (${code})`));
    this.#listener.ended(code, reason);
  }

  #receive(frame: Frame): void {
    const { event, data, channel } = frame;
    if (event === 'pusher:ping') {
      this.send('pusher:pong', {});
    } else if (event === 'pusher:connection_established') {
      this.#establish(data);
    } else if (event === 'pusher:error') {
      this.#told = data?.code ?? null;
      this.#listener.error(refusal(this.#told, data?.message ?? 'Unknown error', data?.reason, channel));
    }
    if (this.#isEstablished && !this.#isOver) this.#listener.frame(frame);
  }

  #establish(data: { socket_id?: string; activity_timeout?: number } | undefined): void {
    if (!data?.socket_id || this.#isEstablished) return;
    this.#isEstablished = true;
    this.#greeting.clear();
    const wanted = (data.activity_timeout ?? 0) * 1000 || this.#options.activityTimeout;
    this.#liveness.start({
      activityTimeout: Math.min(wanted, this.#options.activityTimeout),
      pongTimeout: this.#options.pongTimeout,
    });
    this.#listener.established(data.socket_id);
  }

  #abandon(reason: string): void {
    this.close();
    this.#listener.ended(ABNORMAL_CLOSURE, reason);
  }
}
