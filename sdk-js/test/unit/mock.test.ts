import { expect, test } from 'vitest';
import { MockServer } from '../../src/mock/index.js';
import { settle } from '../support/held-clock.js';

test('clients of one server hear each other, and the test', async () => {
  const server = new MockServer();
  const [ann, bob] = [server.client({ id: 'ann', user_info: { name: 'Ann' } }), server.client({ id: 'bob' })];
  const room = await ann.subscribe('presence-room').whenSubscribed();
  expect(room.members.me).toEqual({ id: 'ann', info: { name: 'Ann' } });
  const joined = room.once('pusher:member_added');
  const theirs = await bob.subscribe('presence-room').whenSubscribed();
  expect((await joined).id).toBe('bob');
  expect(Object.keys(theirs.members.members)).toEqual(['ann', 'bob']);

  const waved = new Promise((resolve) => room.bind('client-wave', (data, { user_id }) => resolve([data, user_id])));
  theirs.trigger('client-wave', { hand: 'left' });
  expect(await waved).toEqual([{ hand: 'left' }, 'bob']);

  const news = room.once('news');
  server.trigger('presence-room', 'news', { a: 1 });
  expect(await news).toEqual({ a: 1 });

  const left = room.once('pusher:member_removed');
  bob.disconnect();
  expect((await left).id).toBe('bob');
});

test('the last event of a cache channel is kept', async () => {
  const server = new MockServer();
  const missed = server.client().subscribe('cache-a').once('pusher:cache_miss');
  expect(await missed).toEqual({});
  server.trigger('cache-a', 'price', 5);
  expect(await server.client().subscribe('cache-a').once('price')).toBe(5);
});

test('users are reached, and the publisher is spared', async () => {
  const server = new MockServer();
  const ann = server.client({ id: 'ann' });
  expect(await ann.signin()).toMatchObject({ id: 'ann' });
  const note = ann.user.once('note');
  server.sendToUser('ann', 'note', 'hi');
  expect(await note).toBe('hi');
  const heard: unknown[] = [];
  const channel = await ann.subscribe('news').whenSubscribed();
  channel.bind('e', (data) => heard.push(data));
  server.trigger('news', 'e', 'mine', { socket_id: ann.connection.socket_id });
  server.trigger('news', 'e', 'others');
  await settle();
  expect(heard).toEqual(['others']);
});

test('what is refused is refused, and what was lost comes back', async () => {
  const server = new MockServer({ refuses: (name) => (name === 'private-x' ? 'Not you' : undefined) });
  const client = server.client();
  await expect(client.subscribe('private-x').whenSubscribed()).rejects.toMatchObject({ message: 'Not you', status: 403 });
  await client.subscribe('news').whenSubscribed();
  expect(server.subscribers('news')).toBe(1);
  server.drop(4200);
  expect(server.subscribers('news')).toBe(0);
  await client.connection.once('connected');
  await client.channel('news')?.whenSubscribed();
  expect(server.subscribers('news')).toBe(1);
});
