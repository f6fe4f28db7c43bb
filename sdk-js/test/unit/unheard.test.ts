// Errors of a program that listens to none of them.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Carillon } from '../../src/index.js';
import { MockServer } from '../../src/mock/index.js';
import { settle } from '../support/held-clock.js';
import { Wire } from '../support/wire.js';

const DOCS = 'https://www.npmjs.com/package/carillon-js#';
let written: unknown[][];

beforeEach(() => {
  written = [];
  vi.spyOn(console, 'warn').mockImplementation((...words) => written.push(words));
});
afterEach(() => vi.restoreAllMocks());

function client() {
  const wire = new Wire();
  return { wire, carillon: new Carillon('nosuchkey', { wsHost: 'ws.example.com', transport: wire }) };
}

const UNKNOWN = '{"event":"pusher:error","data":{"code":4001,"message":"App key nosuchkey not in this cluster."}}';

test('a key that is wrong is written to the console, whether the program connects or subscribes first', () => {
  for (const begin of [(carillon: Carillon) => carillon.connect(), (carillon: Carillon) => carillon.subscribe('news')]) {
    const { carillon, wire } = client();
    begin(carillon);
    wire.socket.say(UNKNOWN).end(4001);
  }
  const all = { code: 'app_not_found', docs: `${DOCS}app_not_found`, retriable: false };
  const line = ['ConnectionError: App key nosuchkey not in this cluster.', expect.objectContaining(all)];
  expect(written).toEqual([line, line]);
});

test('and not if errors of the connection are heard', () => {
  const { carillon, wire } = client();
  carillon.connection.bind('error', () => {});
  carillon.connect();
  wire.socket.say(UNKNOWN).end(4001);
  expect(written).toEqual([]);
});

test('a channel that is refused is written to the console, unless somebody hears that', async () => {
  const server = new MockServer({ refuses: (name) => (name === 'news' ? undefined : 'Not you') });
  const carillon = server.client();
  carillon.subscribe('private-a');
  carillon.subscribe('private-b').bind('pusher:subscription_error', () => {});
  await expect(carillon.subscribe('private-c').whenSubscribed()).rejects.toMatchObject({ message: 'Not you' });
  await carillon.subscribe('news').whenSubscribed();
  await settle();
  const all = { code: 'subscription_refused', docs: `${DOCS}subscription_refused`, channel: 'private-a', status: 403 };
  expect(written).toEqual([['SubscriptionError: Not you', expect.objectContaining(all)]]);
  carillon.disconnect();
});
