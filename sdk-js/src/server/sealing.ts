import { createHash, randomBytes } from 'node:crypto';
import nacl from 'tweetnacl';
import { UsageError } from '../errors/carillon-error.js';

const KEY_LENGTH = 32;

/** Seals the events of encrypted channels, so that only their subscribers can read them. */
export class Sealing {
  readonly #masterKey: Buffer;

  constructor(masterKeyBase64: string | undefined) {
    this.#masterKey = Buffer.from(masterKeyBase64 ?? '', 'base64');
    if (masterKeyBase64 === undefined) {
      throw new UsageError('master_key_missing', 'Encrypted channels need the option encryptionMasterKeyBase64.');
    }
    if (this.#masterKey.length !== KEY_LENGTH) {
      throw new UsageError(
        'master_key_invalid',
        `encryptionMasterKeyBase64 is no base64 of ${KEY_LENGTH} bytes: openssl rand -base64 32 makes one.`,
      );
    }
  }

  /** Base64 of the channel's own key, for its subscribers. */
  sharedSecret(channel: string): string {
    return this.#key(channel).toString('base64');
  }

  /** JSON text that takes the place of an event's data. */
  seal(channel: string, data: string): string {
    const nonce = randomBytes(24);
    const ciphertext = nacl.secretbox(Buffer.from(data), nonce, this.#key(channel));
    return JSON.stringify({ nonce: nonce.toString('base64'), ciphertext: Buffer.from(ciphertext).toString('base64') });
  }

  #key(channel: string): Buffer {
    return createHash('sha256').update(channel).update(this.#masterKey).digest();
  }
}
