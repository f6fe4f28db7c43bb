import { expect, test } from 'vitest';
import { Carillon } from '../../src/index.js';
import { HeldClock } from '../support/held-clock.js';
import { Wire, type WireSocket } from '../support/wire.js';

const CLIENTS = 5_000;
/** Sockets that the servers that are left let in, in a tenth of a second. */
const RATE = 200;

/** A generator of its own, so that the storm is the same each time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test('five thousand clients that lost their server come back spread out, and more slowly where it is too many', async () => {
  const clock = new HeldClock();
  const wire = new Wire();
  const random = randomOf(7);
  const clients = Array.from({ length: CLIENTS }, () => new Carillon('key', { wsHost: 'h', transport: wire, clock, random }));
  for (const client of clients) client.connection.bind('error', () => {});
  for (const client of clients) client.connect();
  for (const socket of wire.sockets) socket.greet();
  const lost = wire.sockets.splice(0);
  await clock.advance(60_000);
  for (const socket of lost) socket.end(1006);

  const attempts: number[] = [];
  const isBack = () => clients.every(({ connection }) => connection.state === 'connected');
  while (!isBack() && attempts.length < 1_200) {
    await clock.advance(100);
    const arrived: WireSocket[] = wire.sockets.splice(0);
    attempts.push(arrived.length);
    for (const socket of arrived.slice(0, RATE)) socket.greet();
    for (const socket of arrived.slice(RATE)) socket.end(4100);
  }

  expect(isBack()).toBe(true);
  // At first evenly over a second, and those who were sent away among them.
  expect(Math.max(...attempts)).toBeLessThan(1.4 * (CLIENTS / 10));
  // The rest do not hammer: whoever was sent away waits longer each time.
  expect(attempts.reduce((sum, each) => sum + each)).toBeLessThan(2 * CLIENTS);
  // At the rate of the servers it takes 2.5 s at best.
  expect(attempts.length / 10).toBeLessThan(15);
});
