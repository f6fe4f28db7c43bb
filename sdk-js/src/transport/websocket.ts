import { UsageError } from '../errors/carillon-error.js';
import { ABNORMAL_CLOSURE } from '../protocol/close-code.js';
import type { Socket, SocketListener, Transport } from './transport.js';

/** The part of the standard `WebSocket` that is needed; that of the package `ws` fits, too. */
export interface WebSocketLike {
  onopen: unknown;
  onmessage: unknown;
  onerror: unknown;
  onclose: unknown;
  send(text: string): void;
  close(code?: number): void;
}

export type WebSocketClass = new (url: string, subprotocols?: string[]) => WebSocketLike;

/** One message of the protocol in each text message. */
export class WebSocketTransport implements Transport {
  readonly #given: WebSocketClass | undefined;

  constructor(given?: WebSocketClass) {
    this.#given = given;
  }

  open(url: string, subprotocols: string[], listener: SocketListener): Socket {
    const WebSocketHere = this.#given ?? (globalThis.WebSocket as unknown as WebSocketClass | undefined);
    if (!WebSocketHere) {
      throw new UsageError(
        'websocket_missing',
        'There is no WebSocket here: pass that of the package ws as the option WebSocket.',
      );
    }
    const socket = new WebSocketHere(url, subprotocols);
    socket.onopen = () => listener.opened();
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (typeof data === 'string') listener.message(data);
    };
    // The close event that follows tells as much; browsers say nothing of the cause here, on purpose.
    socket.onerror = () => {};
    socket.onclose = ({ code, reason }: { code?: number; reason?: unknown }) =>
      listener.closed(code ?? ABNORMAL_CLOSURE, String(reason ?? ''));
    return {
      send: (text) => socket.send(text),
      close: () => {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      },
    };
  }
}
