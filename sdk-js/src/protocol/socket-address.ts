import { UsageError } from '../errors/carillon-error.js';

export const PROTOCOL = 7;
declare const __VERSION__: string;
/** Of this package. */
export const VERSION: string = __VERSION__;

/** Where an app's sockets are. */
export interface SocketAddress {
  readonly key: string;
  readonly host: string;
  readonly wsPort?: number;
  readonly wssPort?: number;
  readonly tls: boolean;
  /** In front of `/app/KEY`. */
  readonly path: string;
}

/**
 * `carillon=1` asks for what only this client understands, such as the reason of a refusal; other servers pass over it.
 */
export function socketUrl({ key, host, wsPort, wssPort, tls, path }: SocketAddress): string {
  if (!key) throw new UsageError('app_key_missing', 'The key of the app is missing.');
  const port = tls ? wssPort : wsPort;
  const authority = port ? `${host}:${port}` : host;
  const query = `protocol=${PROTOCOL}&client=carillon-js&version=${VERSION}&carillon=1`;
  return `${tls ? 'wss' : 'ws'}://${authority}${path}/app/${encodeURIComponent(key)}?${query}`;
}

/**
 * A token travels as a sub-protocol: query strings end up in the logs of proxies. The server answers with the first.
 */
export function subprotocols(token: string | undefined): string[] {
  return token === undefined ? [] : ['carillon.v1', `carillon.token.${token}`];
}
