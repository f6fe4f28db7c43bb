import { expect, test } from 'vitest';
import { Typing } from '../../src/index.js';
import { connectedWorld } from '../support/client.js';
import { settle } from '../support/held-clock.js';

async function room() {
  const all = connectedWorld({
    channelAuthorization: { customHandler: async () => ({ auth: 'k:s', channel_data: '{"user_id":"1"}' }) },
  });
  const channel = all.carillon.subscribe('presence-room');
  await settle();
  all.wire.socket
    .say(
      '{"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":"{\\"presence\\":{\\"hash\\":{\\"1\\":{},\\"2\\":{}}}}"}',
    )
    .heard();
  const typing = new Typing(channel, { clock: all.clock });
  const changes: string[][] = [];
  typing.bind('change', (users) => changes.push(users));
  const types = (id: string, isTyping = true) =>
    all.wire.socket.say(
      `{"event":"client-typing","channel":"presence-room","data":"{\\"typing\\":${isTyping}}","user_id":"${id}"}`,
    );
  return { ...all, channel, typing, changes, types };
}

test('others are told at most every two seconds', async () => {
  const { typing, wire, clock } = await room();
  for (let i = 0; i < 30; i++) {
    typing.keystroke();
    await clock.advance(100);
  }
  expect(wire.socket.heard()).toEqual(
    Array(2).fill('{"event":"client-typing","channel":"presence-room","data":{"typing":true}}'),
  );
  typing.stopped();
  typing.stopped();
  expect(wire.socket.heard()).toEqual(['{"event":"client-typing","channel":"presence-room","data":{"typing":false}}']);
});

test('who types is known until they stop, leave or are not heard of', async () => {
  const { typing, changes, types, clock, wire } = await room();
  types('2');
  types('3');
  types('4');
  await clock.advance(4_000);
  types('2');
  types('3', false);
  wire.socket.say(
    '{"event":"pusher_internal:member_added","channel":"presence-room","data":"{\\"user_id\\":\\"4\\"}"}',
    '{"event":"pusher_internal:member_removed","channel":"presence-room","data":"{\\"user_id\\":\\"4\\"}"}',
  );
  expect(typing.users).toEqual(['2']);
  await clock.advance(4_999);
  expect(typing.users).toEqual(['2']);
  await clock.advance(1);
  expect(changes).toEqual([['2'], ['2', '3'], ['2', '3', '4'], ['2', '4'], ['2'], []]);
});

test('one never types for oneself, nor for nobody', async () => {
  const { changes, types, wire } = await room();
  types('1');
  wire.socket.say('{"event":"client-typing","channel":"presence-room","data":"{}"}');
  expect(changes).toEqual([]);
});

test('closed, it listens no more', async () => {
  const { typing, changes, types, clock } = await room();
  types('2');
  const waiting = clock.waiting;
  typing.close();
  expect(clock.waiting).toBe(waiting - 1);
  types('3');
  expect(changes).toEqual([['2']]);
});
