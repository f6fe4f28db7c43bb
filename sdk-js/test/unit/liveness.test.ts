import { beforeEach, describe, expect, test } from 'vitest';
import { Liveness } from '../../src/connection/liveness.js';
import { HeldClock } from '../support/held-clock.js';

describe('liveness', () => {
  let clock: HeldClock;
  let told: string[];
  let liveness: Liveness;

  beforeEach(() => {
    clock = new HeldClock();
    told = [];
    liveness = new Liveness(clock, { ping: () => told.push('ping'), dead: () => told.push('dead') });
    liveness.start({ activityTimeout: 120_000, pongTimeout: 30_000 });
  });

  test('silence is followed by a ping, and silence after that by death', async () => {
    await clock.advance(119_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['ping']);
    await clock.advance(29_999);
    expect(told).toEqual(['ping']);
    await clock.advance(1);
    expect(told).toEqual(['ping', 'dead']);
    expect(clock.waiting).toBe(0);
  });

  test('anything that comes is a sign of life', async () => {
    await clock.advance(100_000);
    liveness.heard();
    await clock.advance(100_000);
    expect(told).toEqual([]);
    await clock.advance(20_000);
    liveness.heard();
    await clock.advance(119_999);
    expect(told).toEqual(['ping']);
  });

  test('after sleep it asks at once and expects an answer soon', async () => {
    await clock.advance(15_000);
    clock.sleep(3_600_000);
    await clock.advance(0);
    expect(told).toEqual(['ping']);
    await clock.advance(5_000);
    expect(told).toEqual(['ping', 'dead']);
  });

  test('a connection that survived the sleep is kept', async () => {
    clock.sleep(3_600_000);
    await clock.advance(0);
    liveness.heard();
    await clock.advance(100_000);
    expect(told).toEqual(['ping']);
  });

  test('timers of a hidden tab, a minute late, are no sleep', async () => {
    clock.sleep(60_000);
    await clock.advance(0);
    expect(told).toEqual([]);
  });

  test('an answer that waits behind a late timer is waited for', async () => {
    await clock.advance(120_000);
    clock.sleep(70_000);
    await clock.advance(0);
    expect(told).toEqual(['ping']);
    liveness.heard();
    await clock.advance(10_000);
    expect(told).toEqual(['ping']);
  });

  test('no more than once: a dead connection is found out in a hidden tab, too', async () => {
    await clock.advance(120_000);
    clock.sleep(60_000);
    await clock.advance(0);
    clock.sleep(60_000);
    await clock.advance(0);
    expect(told).toEqual(['ping', 'dead']);
  });

  test('a clock that is set back does not make it wait for ever', async () => {
    await clock.advance(15_000);
    clock.setBack(86_400_000);
    await clock.advance(130_000);
    expect(told).toEqual(['ping']);
  });

  test('asked when the network changes, it asks the server', async () => {
    await clock.advance(30_000);
    liveness.check();
    await clock.advance(5_000);
    expect(told).toEqual(['ping', 'dead']);
  });

  test('it does not ask about what it heard a moment ago', () => {
    liveness.check();
    expect(told).toEqual([]);
  });

  test('stopped, it is silent', async () => {
    liveness.stop();
    await clock.advance(1_000_000);
    liveness.check();
    expect(told).toEqual([]);
  });
});
