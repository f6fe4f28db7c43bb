import { expect, test } from 'vitest';
import { lease } from '../../src/bindings/lease.js';
import { connectedWorld } from '../support/client.js';

/** Channels are given back in a turn of their own. */
const turn = () => new Promise((resolve) => setTimeout(resolve));
const ANSWER = '{"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}';

test('a channel that was given back before the server had answered, and taken again, is left with its last user', async () => {
  const { carillon, wire } = connectedWorld();
  lease(carillon, 'news').release();
  await turn();
  const again = lease(carillon, 'news');
  wire.socket.say(ANSWER);
  expect(again.channel.subscribed).toBe(true);
  again.release();
  await turn();
  expect(carillon.channel('news')).toBeUndefined();
  expect(wire.socket.heard()).toEqual([
    '{"event":"pusher:subscribe","data":{"channel":"news"}}',
    '{"event":"pusher:unsubscribe","data":{"channel":"news"}}',
  ]);
});
