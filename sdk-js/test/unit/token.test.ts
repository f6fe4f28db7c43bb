import { describe, expect, test } from 'vitest';
import type { Options } from '../../src/index.js';
import { AuthError } from '../../src/index.js';
import { world } from '../support/client.js';
import { settle } from '../support/held-clock.js';

const NOW = 1_790_000_000;

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`;
}

async function tokenWorld(token: Options['token'], rest: Options = {}) {
  const all = world({ token, ...rest });
  all.carillon.connect();
  await settle();
  return all;
}

const EXPIRING = '{"event":"carillon:token_expiring","data":"{\\"expires_at\\":1790000030,\\"seconds\\":30}"}';
const ACCEPTED = '{"event":"carillon:token_accepted","data":"{\\"expires_at\\":1790003600,\\"user_id\\":\\"7\\"}"}';

describe('a connection token', () => {
  test('is shown at the door, and not in the address', async () => {
    const { wire } = await tokenWorld('a.b.c');
    expect(wire.socket.subprotocols).toEqual(['carillon.v1', 'carillon.token.a.b.c']);
    expect(wire.socket.url).not.toContain('a.b.c');
  });

  test('makes signatures unnecessary', async () => {
    const { carillon, wire } = await tokenWorld('a.b.c');
    wire.socket.greet();
    carillon.subscribe('presence-room');
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"presence-room"}}']);
  });

  test('of a user tells who one is on presence channels', async () => {
    const { carillon, wire } = await tokenWorld(jwt({ sub: 'änn', exp: NOW + 3600 }));
    wire.socket.greet();
    const room = carillon.subscribe('presence-room');
    await settle();
    wire.socket.say(
      '{"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":"{\\"presence\\":{\\"hash\\":{\\"änn\\":{}}}}"}',
    );
    expect(room.members.me).toEqual({ id: 'änn', info: {} });
  });

  test('signs the user in without being asked', async () => {
    const { carillon, wire } = await tokenWorld('a.b.c');
    wire.socket
      .greet()
      .say('{"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"7\\\\\\"}\\"}"}');
    expect(carillon.user.user_data).toEqual({ id: '7' });
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"#server-to-user-7"}}']);
    expect(await carillon.signin()).toEqual({ id: '7' });
    expect(wire.socket.heard()).toEqual([]);
  });

  test('is refreshed on the open connection when its end is announced', async () => {
    let made = 0;
    const { carillon, wire } = await tokenWorld(() => `token.x.${++made}`);
    wire.socket.greet().say(EXPIRING, EXPIRING);
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"carillon:token","data":{"token":"token.x.2"}}']);
    wire.socket.say(ACCEPTED, EXPIRING);
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"carillon:token","data":{"token":"token.x.3"}}']);
    expect(carillon.connection.state).toBe('connected');
  });

  test('opens channels that were refused before', async () => {
    const { carillon, wire } = await tokenWorld(() => 'a.b.c');
    wire.socket.greet();
    carillon.subscribe('private-new');
    await settle();
    wire.socket.say(
      '{"event":"pusher:subscription_error","channel":"private-new","data":"{\\"type\\":\\"AuthError\\",\\"error\\":\\"No\\",\\"status\\":401,\\"reason\\":\\"token_not_for_channel\\"}"}',
    );
    wire.socket.heard();
    wire.socket.say(ACCEPTED);
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"private-new"}}']);
  });

  test('that cannot be fetched just now is fetched again, and the connection lives on', async () => {
    let made = 0;
    const { carillon, wire, clock, errors } = await tokenWorld(async () => {
      if (++made === 2) throw new Error('down');
      return `token.x.${made}`;
    });
    wire.socket.greet().say(EXPIRING);
    await settle();
    expect(errors).toEqual(['token_source_failed']);
    expect(wire.socket.heard()).toEqual([]);
    await clock.advance(2_000);
    expect(wire.socket.heard()).toEqual(['{"event":"carillon:token","data":{"token":"token.x.3"}}']);
    expect(carillon.connection.state).toBe('connected');
  });

  test('that is refused on the open connection is told, and the next announcement asks anew', async () => {
    let made = 0;
    const { carillon, wire, errors } = await tokenWorld(() => `token.x.${++made}`);
    wire.socket.greet().say(EXPIRING);
    await settle();
    wire.socket.say('{"event":"pusher:error","data":{"code":4010,"message":"Bad","reason":"token_signature_invalid"}}');
    expect(errors).toEqual(['token_signature_invalid']);
    expect(carillon.connection.state).toBe('connected');
    wire.socket.heard();
    wire.socket.say(EXPIRING);
    await settle();
    expect(wire.socket.heard()).toEqual(['{"event":"carillon:token","data":{"token":"token.x.3"}}']);
  });

  test('that ended is followed by another: at once', async () => {
    let made = 0;
    const { wire, clock } = await tokenWorld(() => `token.x.${++made}`);
    wire.socket.greet();
    wire.socket.end(4210, 'token ended');
    await clock.advance(0);
    expect(wire.sockets.map(({ subprotocols }) => subprotocols[1])).toEqual([
      'carillon.token.token.x.1',
      'carillon.token.token.x.2',
    ]);
  });

  test('that ended before it came to the door is followed by another, after a pause', async () => {
    let made = 0;
    const { wire, clock } = await tokenWorld(() => `token.x.${++made}`);
    wire.socket.end(4110, 'token expired');
    await clock.advance(500);
    expect(made).toBe(1);
    await clock.advance(500);
    expect(wire.socket.subprotocols[1]).toBe('carillon.token.token.x.2');
  });

  test('that is good still is shown again, and one that is nearly over is not', async () => {
    let made = 0;
    const { wire, clock } = await tokenWorld(() => jwt({ exp: NOW + 60, n: ++made }));
    wire.socket.greet();
    wire.socket.end(4200);
    await clock.advance(0);
    expect(made).toBe(1);
    wire.socket.greet();
    await clock.advance(58_000);
    wire.socket.end(4200);
    await clock.advance(0);
    expect(made).toBe(2);
  });

  test('that is refused at the door keeps the client away', async () => {
    const { carillon, wire, clock } = await tokenWorld(() => 'a.b.c');
    wire.socket.say('{"event":"pusher:error","data":{"code":4010,"message":"Revoked","reason":"token_revoked"}}');
    wire.socket.end(4010, 'Revoked');
    expect(carillon.connection.state).toBe('disconnected');
    expect(carillon.connection.lastError).toMatchObject({ code: 'token_revoked', retriable: false });
    await clock.advance(600_000);
    expect(wire.sockets.length).toBe(1);
  });

  test('that was written down has no successor: its end is the end', async () => {
    const { carillon, wire, clock } = await tokenWorld('a.b.c');
    wire.socket.greet().say(EXPIRING);
    await settle();
    expect(wire.socket.heard()).toEqual([]);
    wire.socket.end(4210);
    await clock.advance(0);
    expect(carillon.connection.state).toBe('disconnected');
    expect(carillon.connection.lastError).toMatchObject({ code: 'token_expired' });
  });
});

describe('a token source', () => {
  test('that fails is asked again after a pause', async () => {
    let calls = 0;
    const { wire, clock, errors } = await tokenWorld(async () => {
      if (++calls === 1) throw new Error('offline');
      return 'a.b.c';
    });
    expect(errors).toEqual(['token_source_failed']);
    await clock.advance(1_000);
    expect(wire.socket.subprotocols[1]).toBe('carillon.token.a.b.c');
  });

  test.each(['<html>', 'a.b.c\n', '', 'a, b', undefined as never])(
    'that gives %j has given no token, and it is told without it',
    async (given) => {
      const { carillon, wire } = await tokenWorld(async () => given);
      expect(carillon.connection.state).toBe('disconnected');
      expect(carillon.connection.lastError).toMatchObject({
        code: 'token_malformed',
        message: 'The token source gave what is no token.',
      });
      expect(wire.sockets).toEqual([]);
    },
  );

  test('that says no for good is believed', async () => {
    const { carillon, clock, wire } = await tokenWorld(async () => {
      throw new AuthError('signed_out', 'Nobody is signed in');
    });
    expect(carillon.connection.state).toBe('disconnected');
    await clock.advance(600_000);
    expect(wire.sockets).toEqual([]);
  });

  test('is told when nobody waits for its token any more', async () => {
    let signal: AbortSignal | undefined;
    const { carillon, wire } = await tokenWorld((request) => {
      signal = request.signal;
      return new Promise<string>(() => {});
    });
    expect(signal?.aborted).toBe(false);
    carillon.disconnect();
    expect(signal?.aborted).toBe(true);
    expect(wire.sockets).toEqual([]);
  });
});
