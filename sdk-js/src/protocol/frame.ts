import { ConnectionError } from '../errors/connection-error.js';

/** A message of the server, with its data decoded. */
export interface Frame {
  readonly event: string;
  readonly channel?: string;
  // biome-ignore lint/suspicious/noExplicitAny: any JSON, or text that is none
  readonly data?: any;
  /** Who sent a client event on a presence channel. */
  readonly user_id?: string;
}

/** Data that is JSON text is parsed; other text is left as it is. */
export function decodeFrame(text: string): Frame {
  const frame: Frame = Object(parsed(text));
  if (typeof frame.event !== 'string') {
    throw new ConnectionError('frame_invalid', `The server sent what is no frame: ${text.slice(0, 100)}`);
  }
  return typeof frame.data === 'string' ? { ...frame, data: parsed(frame.data) } : frame;
}

export function encodeFrame(event: string, data?: unknown, channel?: string): string {
  return JSON.stringify({ event, channel, data });
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
