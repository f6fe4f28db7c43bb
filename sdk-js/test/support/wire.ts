import type { Socket, SocketListener, Transport } from '../../src/transport/transport.js';

/** The server's end of one socket. */
export class WireSocket implements Socket {
  /** What the client sent, as it went over the wire. */
  readonly sent: string[] = [];
  isClosed = false;

  constructor(
    readonly url: string,
    readonly subprotocols: string[],
    readonly listener: SocketListener,
  ) {}

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }

  greet(socketId = '1.1', activityTimeout = 120): this {
    this.listener.opened();
    return this.say(
      `{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"${socketId}\\",\\"activity_timeout\\":${activityTimeout}}"}`,
    );
  }

  say(...texts: string[]): this {
    for (const text of texts) this.listener.message(text);
    return this;
  }

  end(code: number, reason = ''): void {
    this.listener.closed(code, reason);
  }

  /** What was sent since it was last asked. */
  heard(): string[] {
    return this.sent.splice(0);
  }
}

/** A network in which the test is the server. */
export class Wire implements Transport {
  readonly sockets: WireSocket[] = [];

  open(url: string, subprotocols: string[], listener: SocketListener): Socket {
    const socket = new WireSocket(url, subprotocols, listener);
    this.sockets.push(socket);
    return socket;
  }

  /** The newest. */
  get socket(): WireSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('Nobody has connected');
    return socket;
  }
}
