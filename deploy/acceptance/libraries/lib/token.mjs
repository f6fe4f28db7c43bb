// A connection token as an app's server makes it, with nothing but Node.

import { createHmac, randomUUID } from 'node:crypto';

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signed with the secret of an app key; without a user it is nobody's in particular. Capabilities as { 'private-*': ['subscribe'] }. */
export function connectionToken({ key, secret, user, capabilities, seconds = 600 }) {
  const now = Math.floor(Date.now() / 1000);
  const signed = `${base64({ alg: 'HS256', typ: 'JWT', kid: key })}.${base64({
    sub: user,
    iat: now,
    exp: now + seconds,
    jti: randomUUID(),
    user_info: user && { name: `Name of ${user}` },
    capabilities,
  })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
