/** What a transport tells of one socket. After `closed` nothing more comes. */
export interface SocketListener {
  opened(): void;
  message(text: string): void;
  /** Code and reason of the close frame, or 1006 if there was none. */
  closed(code: number, reason: string): void;
}

export interface Socket {
  send(text: string): void;
  /** Its listener hears nothing more from here on, not even `closed`: a dead network would delay that for long. */
  close(): void;
}

/** How messages travel. Throws `UsageError` where it cannot work at all. */
export interface Transport {
  open(url: string, subprotocols: string[], listener: SocketListener): Socket;
}
