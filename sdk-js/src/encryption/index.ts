import nacl from 'tweetnacl';
import type { Encryption } from '../channel/encryption.js';
import { EncryptedChannel } from './encrypted-channel.js';

export type { Encryption } from '../channel/encryption.js';
export type { EncryptedChannel } from './encrypted-channel.js';

/** Pass it as the option `encryption`, and `private-encrypted-` channels can be read: XSalsa20 and Poly1305, as Pusher does it. */
export const encryption: Encryption = {
  channel: (name, host) => new EncryptedChannel(name, host, nacl),
};
