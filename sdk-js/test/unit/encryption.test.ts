import { createHash } from 'node:crypto';
import nacl from 'tweetnacl';
import { describe, expect, test } from 'vitest';
import { decryptorOf } from '../../src/encryption/decryptor.js';
import { encryption } from '../../src/encryption/index.js';
import { Sealing } from '../../src/server/sealing.js';
import { connectedWorld } from '../support/client.js';
import { settle } from '../support/held-clock.js';
import { vectors } from '../support/vectors.js';

const NAME = 'private-encrypted-room';
const keyOf = (master: string) => createHash('sha256').update(NAME).update(master).digest();

function sealed(key: Uint8Array, event: string, text: string): string {
  const nonce = nacl.randomBytes(24);
  const box = nacl.secretbox(new TextEncoder().encode(text), nonce, key);
  const data = { nonce: Buffer.from(nonce).toString('base64'), ciphertext: Buffer.from(box).toString('base64') };
  return JSON.stringify({ event, channel: NAME, data: JSON.stringify(data) });
}

async function room() {
  const secrets = { master: 'one', asked: 0 };
  const all = connectedWorld({
    encryption,
    channelAuthorization: {
      customHandler: async () => {
        secrets.asked++;
        return { auth: 'key:sig', shared_secret: keyOf(secrets.master).toString('base64') };
      },
    },
  });
  const channel = all.carillon.subscribe(NAME);
  const heard: unknown[] = [];
  channel.bind_global((event, data) => heard.push([event, data]));
  await settle();
  return { ...all, channel, heard, secrets };
}

interface Vector {
  name: string;
  master_key: string;
  channel: string;
  shared_secret: string;
  nonce: string;
  ciphertext: string;
  data: string | null;
}

describe('what all implementations agree on', () => {
  test.each(vectors<Vector>('encryption'))('$name', (vector) => {
    const { master_key, channel, shared_secret, nonce, ciphertext, data } = vector;
    expect(new Sealing(master_key).sharedSecret(channel)).toBe(shared_secret);
    expect(decryptorOf(nacl, shared_secret).open({ nonce, ciphertext })).toBe(data);
  });
});

describe('an encrypted channel', () => {
  test('shows its signature, and not its secret', async () => {
    const { wire } = await room();
    expect(wire.socket.heard()).toEqual([`{"event":"pusher:subscribe","data":{"channel":"${NAME}","auth":"key:sig"}}`]);
  });

  test('is read, JSON and other text alike', async () => {
    const { wire, heard } = await room();
    wire.socket.say(
      `{"event":"pusher_internal:subscription_succeeded","channel":"${NAME}","data":"{}"}`,
      sealed(keyOf('one'), 'note', '{"zoë":"😀"}'),
      sealed(keyOf('one'), 'note', 'plain'),
    );
    expect(heard).toEqual([
      ['pusher:subscription_succeeded', {}],
      ['note', { zoë: '😀' }],
      ['note', 'plain'],
    ]);
  });

  test('whose key was changed is read on, in order, with one question', async () => {
    const { wire, heard, secrets } = await room();
    secrets.master = 'two';
    wire.socket.say(sealed(keyOf('two'), 'note', '1'), sealed(keyOf('two'), 'note', '2'), sealed(keyOf('two'), 'note', '3'));
    await settle();
    wire.socket.say(sealed(keyOf('two'), 'note', '4'));
    expect(heard).toEqual([
      ['note', 1],
      ['note', 2],
      ['note', 3],
      ['note', 4],
    ]);
    expect(secrets.asked).toBe(2);
  });

  test('what fits no key is told, and what comes after it is read', async () => {
    const { wire, heard } = await room();
    wire.socket.say(
      sealed(keyOf('other'), 'note', '1'),
      `{"event":"note","channel":"${NAME}","data":"plain"}`,
      sealed(keyOf('one'), 'note', '2'),
    );
    await settle();
    expect(heard).toMatchObject([
      ['pusher:error', { code: 'decryption_failed' }],
      ['pusher:error', { code: 'decryption_failed' }],
      ['note', 2],
    ]);
  });

  test('takes no client events', async () => {
    const { channel } = await room();
    expect(() => channel.trigger('client-x', {})).toThrow(expect.objectContaining({ code: 'client_events_not_allowed' }));
  });

  test.each([
    [{ auth: 'key:sig' }, 'shared_secret_missing'],
    [{ auth: 'key:sig', shared_secret: 'c2hvcnQ=' }, 'shared_secret_invalid'],
    [{ auth: 'key:sig', shared_secret: '!' }, 'shared_secret_invalid'],
  ])('%j is refused: %#', async (answer, code) => {
    const { carillon, wire } = connectedWorld({ encryption, channelAuthorization: { customHandler: async () => answer } });
    await expect(carillon.subscribe(NAME).whenSubscribed()).rejects.toMatchObject({ code });
    expect(wire.socket.heard()).toEqual([]);
  });

  test('needs what reads it', () => {
    expect(() => connectedWorld().carillon.subscribe(NAME)).toThrow(expect.objectContaining({ code: 'encryption_missing' }));
  });
});
