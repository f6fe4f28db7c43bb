import { createHmac, randomUUID } from 'node:crypto';
import { UsageError } from '../errors/carillon-error.js';
import { type ServerOptions, secretOf } from './app.js';

export type Capability = 'subscribe' | 'publish' | 'presence' | 'history';

/** What a connection token says of its holder. */
export interface TokenOptions {
  /** Without one the holder is nobody in particular, and no member of presence channels. */
  userId?: string;
  userInfo?: Record<string, unknown>;
  /** What may be done, by patterns of channel names in which `*` stands for any run of letters. */
  capabilities?: Record<string, Capability[]>;
  watchlist?: string[];
  /** Seconds: 3600. */
  expiresIn?: number;
  /** What it can be revoked by; a random one, unless given. */
  tokenId?: string;
}

/** HS256 needs a key as long as its digest. */
const SHORTEST_SECRET = 32;

/** A connection token, signed with the app's key (HS256). */
export function makeToken(app: ServerOptions, options: TokenOptions): string {
  const secret = secretOf(app);
  if (Buffer.byteLength(secret) < SHORTEST_SECRET) {
    throw new UsageError('secret_too_short', `A secret that signs tokens has ${SHORTEST_SECRET} bytes or more.`);
  }
  // With what is less than a second: a token of the same second as a revocation is told from those before it.
  const now = Date.now() / 1000;
  const { userId, userInfo, capabilities, watchlist, expiresIn = 3_600, tokenId = randomUUID() } = options;
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid: app.key })}.${part({
    sub: userId,
    user_info: userInfo,
    capabilities,
    watchlist,
    jti: tokenId,
    iat: now,
    exp: Math.floor(now) + expiresIn,
  })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
