import type { Socket, SocketListener } from '../transport/transport.js';

/** What the server knows of a connection. */
export interface MockServerSide {
  receive(connection: MockConnection, text: string): void;
  gone(connection: MockConnection): void;
}

/** One client's connection, as the server sees it. Both ways take a turn of the microtask queue, as a network takes its time. */
export class MockConnection implements Socket {
  /** Everything that the client sent. */
  readonly received: { event: string; data?: unknown; channel?: string }[] = [];
  userId: string | undefined;
  readonly #listener: SocketListener;
  readonly #server: MockServerSide;
  #isOpen = true;

  constructor(
    readonly socketId: string,
    readonly url: string,
    readonly subprotocols: string[],
    listener: SocketListener,
    server: MockServerSide,
  ) {
    this.#listener = listener;
    this.#server = server;
    queueMicrotask(() => this.#isOpen && listener.opened());
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The client's end. */
  send(text: string): void {
    queueMicrotask(() => {
      if (!this.#isOpen) return;
      this.received.push(JSON.parse(text));
      this.#server.receive(this, text);
    });
  }

  /** The client's end. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#server.gone(this);
  }

  /** Says any frame to the client. */
  say(frame: { event: string; channel?: string; data?: unknown; user_id?: string }): void {
    const text = JSON.stringify(frame);
    queueMicrotask(() => this.#isOpen && this.#listener.message(text));
  }

  /** Ends the connection with a close code: 4200 makes clients come back at once, 1006 is a lost network. */
  drop(code = 1006, reason = ''): void {
    if (!this.#isOpen) return;
    this.close();
    queueMicrotask(() => this.#listener.closed(code, reason));
  }
}
