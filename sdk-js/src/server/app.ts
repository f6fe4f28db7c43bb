import { UsageError } from '../errors/carillon-error.js';

/** Whose server this is, in the words of Pusher's library for Node. */
export interface ServerOptions {
  appId: string;
  key: string;
  /** Of the key. Without it, `token` is needed, and nothing can be signed. */
  secret?: string;
  /** A server token of Carillon, which is sent instead of a signature. */
  token?: string;
  host?: string;
  port?: string | number;
  useTLS?: boolean;
  /** A cluster of Pusher's own, instead of a host. */
  cluster?: string;
  /** In front of `/apps`, where a proxy puts the API; not signed. */
  path?: string;
  /** 32 bytes in base64, from which the keys of encrypted channels are made. */
  encryptionMasterKeyBase64?: string;
  /** Time that one request may take, in milliseconds: 10000. */
  timeout?: number;
  /** How often a request is sent again that failed in passing: 2. */
  retries?: number;
  fetch?: typeof fetch;
}

/** `http://KEY:SECRET@HOST:PORT/apps/APP_ID`, as Carillon prints it when it starts. */
export function optionsOfUrl(url: string): ServerOptions {
  const { protocol, username, password, hostname, port, pathname } = new URL(url);
  const [, path, appId] = /^(.*)\/apps\/(\d+)\/?$/.exec(pathname) ?? [];
  if (!appId || !username || !password) {
    throw new UsageError('server_url_invalid', 'The URL is not of the form https://KEY:SECRET@HOST/apps/APP_ID');
  }
  const [key, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  return { appId, key, secret, host: hostname, port: port || undefined, useTLS: protocol === 'https:', path };
}

export function secretOf({ secret }: ServerOptions): string {
  if (!secret) throw new UsageError('secret_missing', 'Signing needs the secret of the key.');
  return secret;
}
