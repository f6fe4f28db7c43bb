import { AuthError } from '../errors/auth-error.js';

/** The part of NaCl that reads encrypted channels, as tweetnacl has it. */
export interface Nacl {
  secretbox: {
    open(box: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null;
  };
}

/** Reads the events of one channel. */
export interface Decryptor {
  /** The text that was published, or null if the key does not fit. */
  open(data: unknown): string | null;
}

const KEY_LENGTH = 32;
const NONCE_LENGTH = 24;

/** XSalsa20 and Poly1305, as Pusher's servers and libraries do it. */
export function decryptorOf({ secretbox }: Nacl, sharedSecret: string): Decryptor {
  const key = bytesOf(sharedSecret);
  if (key?.length !== KEY_LENGTH) {
    throw new AuthError('shared_secret_invalid', `shared_secret is no base64 of ${KEY_LENGTH} bytes.`);
  }
  return {
    open(data) {
      const { nonce, ciphertext } = Object(data) as { nonce?: unknown; ciphertext?: unknown };
      const [nonceBytes, box] = [bytesOf(nonce), bytesOf(ciphertext)];
      if (!box || nonceBytes?.length !== NONCE_LENGTH) return null;
      const opened = secretbox.open(box, nonceBytes, key);
      return opened && new TextDecoder().decode(opened);
    },
  };
}

function bytesOf(base64: unknown): Uint8Array | undefined {
  if (typeof base64 !== 'string') return undefined;
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
