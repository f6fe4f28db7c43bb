import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Lower-case hex. */
export function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** In constant time; upper-case digits are digits, too. */
export function isSignature(secret: string, text: string, signature: string): boolean {
  const [expected, given] = [Buffer.from(sign(secret, text)), Buffer.from(signature.toLowerCase())];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** What stands for a request to the HTTP API. Values are not escaped. */
export function requestText(method: string, path: string, parameters: Iterable<readonly [string, string]>): string {
  const pairs = [...parameters].map(([key, value]) => [key.toLowerCase(), value] as const);
  const query = pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  return `${method}\n${path}\n${query.join('&')}`;
}

export function channelText(socketId: string, channel: string, channelData?: string): string {
  return channelData === undefined ? `${socketId}:${channel}` : `${socketId}:${channel}:${channelData}`;
}

export function userText(socketId: string, userData: string): string {
  return `${socketId}::user::${userData}`;
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
