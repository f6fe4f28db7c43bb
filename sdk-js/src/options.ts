import type { ChannelAuthorizationOptions, PatternAuthorizationOptions, UserAuthenticationOptions } from './auth/auth-options.js';
import type { Encryption } from './channel/encryption.js';
import type { Surroundings } from './connection/surroundings.js';
import { UsageError } from './errors/carillon-error.js';
import type { SocketAddress } from './protocol/socket-address.js';
import type { Clock } from './time/clock.js';
import type { TokenSource } from './token/connection-token.js';
import type { Transport } from './transport/transport.js';
import type { WebSocketClass } from './transport/websocket.js';

/** Names and units are those of pusher-js, where it has the option. */
export interface Options {
  /** Where the server is; in browsers the page's own host, unless said otherwise. */
  wsHost?: string;
  /** Port without TLS. */
  wsPort?: number;
  /** Port with TLS. */
  wssPort?: number;
  /** In front of `/app/KEY`. */
  wsPath?: string;
  /** True unless set to false. */
  forceTLS?: boolean;
  /** A cluster of Pusher's own, instead of a host. */
  cluster?: string;
  /** Silence after which the server is asked whether it is there, in milliseconds. The server may want less. */
  activityTimeout?: number;
  /** Silence after that question that means it is not, in milliseconds. */
  pongTimeout?: number;
  /** Time until connecting is called `unavailable`, in milliseconds. Attempts go on. */
  unavailableTimeout?: number;
  /** Time that one attempt to connect may take, in milliseconds. */
  connectTimeout?: number;
  /** The first pause between attempts is at most this long, in milliseconds; each next one at most twice as long. */
  reconnectDelay?: number;
  /** No pause between attempts is longer, in milliseconds. */
  maxReconnectDelay?: number;
  /** Who signs for private and presence channels: for all of them, or by pattern, of which the first that fits counts. */
  channelAuthorization?: ChannelAuthorizationOptions | PatternAuthorizationOptions[];
  userAuthentication?: UserAuthenticationOptions;
  /** A connection token, or a function that fetches one. Channels that it covers need no signature. */
  token?: TokenSource;
  /** Of `carillon-js/encryption`, for encrypted channels. */
  encryption?: Encryption;
  /** For Node before 22: that of the package `ws`. */
  WebSocket?: WebSocketClass;
  fetch?: typeof fetch;
  /** How messages travel, what the time is, and so on; for tests, and for other kinds of transport. */
  transport?: Transport;
  clock?: Clock;
  random?: () => number;
  surroundings?: Surroundings;
}

export function addressOf(key: string, { wsHost, wsPort, wssPort, wsPath = '', forceTLS, cluster }: Options): SocketAddress {
  const tls = forceTLS !== false;
  const host = wsHost || (cluster ? `ws-${cluster}.pusher.com` : globalThis.location?.hostname);
  if (!host) {
    throw new UsageError('host_missing', 'Outside of a page the option wsHost is needed.');
  }
  if (/[/:]/.test(host.replace(/^\[.*\]$/, ''))) {
    throw new UsageError(
      'host_invalid',
      `wsHost is a host name alone, without scheme and port (wsPort, wssPort); "${host}" is none.`,
    );
  }
  return { key, host, wsPort, wssPort, tls, path: wsPath && `/${wsPath.replace(/^\/|\/$/g, '')}` };
}
