// What people do with Laravel Echo and its pusher connector.

import { within } from './kit.js';

/** An Echo that is hung up when the scenario is over. */
async function connected(kit, { Echo, Pusher }, options = {}) {
  const { backend } = kit.settings;
  const echo = new Echo({
    broadcaster: 'pusher',
    key: kit.settings.key,
    Pusher,
    ...kit.options(options),
    namespace: 'App.Events',
  });
  kit.clients.push(echo);
  await kit.until(() => echo.socketId() !== undefined, `a socket id from ${backend}`);
  return echo;
}

/** A channel of Echo once it is subscribed. */
function subscribed(channel) {
  return within(
    new Promise((succeeded, failed) => channel.subscribed(() => succeeded(channel)).error(failed)),
    `subscribing to ${channel.name}`,
  );
}

/** @type {Record<string, (kit: import('./kit.js').Kit, libraries: {Echo: any, Pusher: any}) => Promise<void>>} */
export const scenarios = {
  async 'connects'(kit, libraries) {
    const echo = await connected(kit, libraries);
    kit.equal(/^\d+\.\d+$/.test(echo.socketId()), true, 'socket id');
  },

  async 'listens on a public channel'(kit, libraries) {
    const echo = await connected(kit, libraries);
    const name = kit.unique('orders');
    const channel = await subscribed(echo.channel(name));
    const heard = within(new Promise((done) => channel.listen('OrderShipped', done)), 'OrderShipped');
    await kit.trigger(name, 'App\\Events\\OrderShipped', { order: { id: 7 } });
    kit.equal(await heard, { order: { id: 7 } });
  },

  async 'listens on a private channel, with and without the namespace'(kit, libraries) {
    const echo = await connected(kit, libraries);
    const name = kit.unique('orders');
    const channel = await subscribed(echo.private(name));
    const heard = within(
      Promise.all([
        new Promise((done) => channel.listen('Order.Paid', done)),
        new Promise((done) => channel.listen('.order.sent', done)),
      ]),
      'both events',
    );
    await kit.trigger(`private-${name}`, 'App\\Events\\Order\\Paid', { id: 1 });
    await kit.trigger(`private-${name}`, 'order.sent', { id: 2 });
    kit.equal(await heard, [{ id: 1 }, { id: 2 }]);
  },

  async 'a refusal reaches error()'(kit, libraries) {
    const echo = await connected(kit, libraries, { user: 'forger' });
    const error = await within(
      new Promise((done) => echo.private(kit.unique('closed')).error(done)),
      'the refusal',
    );
    kit.equal([error.type, error.status], ['AuthError', 401]);
  },

  async 'encryptedPrivate'(kit, libraries) {
    const echo = await connected(kit, libraries);
    const name = kit.unique('secret');
    const channel = await subscribed(echo.encryptedPrivate(name));
    const heard = within(new Promise((done) => channel.listen('.pin', done)), 'pin');
    await kit.trigger(`private-encrypted-${name}`, 'pin', { pin: 1234 });
    kit.equal(await heard, { pin: 1234 });
  },

  async 'whispers both ways'(kit, libraries) {
    const [alice, bob] = [await connected(kit, libraries), await connected(kit, libraries)];
    const name = kit.unique('chat');
    const [a, b] = [await subscribed(alice.private(name)), await subscribed(bob.private(name))];
    const atBob = within(new Promise((done) => b.listenForWhisper('typing', done)), 'at bob');
    const atAlice = within(new Promise((done) => a.listenForWhisper('typing', done)), 'at alice');
    a.whisper('typing', { name: 'alice' });
    kit.equal(await atBob, { name: 'alice' });
    b.whisper('typing', { name: 'bob' });
    kit.equal(await atAlice, { name: 'bob' });
  },

  async 'here, joining and leaving'(kit, libraries) {
    const name = kit.unique('room');
    const alice = await connected(kit, libraries, { user: 'alice' });
    const [joined, left] = [[], []];
    const room = alice.join(name).joining((info) => joined.push(info.name)).leaving((info) => left.push(info.name));
    const here = await within(new Promise((done) => room.here(done)), 'here');
    kit.equal(here, [{ name: 'Name of alice' }]);

    const bob = await connected(kit, libraries, { user: 'bob' });
    const tab = await connected(kit, libraries, { user: 'bob' });
    const both = await within(new Promise((done) => bob.join(name).here(done)), 'here at bob');
    kit.equal(both.map((info) => info.name).sort(), ['Name of alice', 'Name of bob']);
    await subscribed(tab.join(name));
    await kit.until(() => joined.length > 0, 'joining');
    bob.leave(name);
    tab.disconnect();
    await kit.until(() => left.length > 0, 'leaving');
    kit.equal([joined, left], [['Name of bob'], ['Name of bob']]);
  },

  async 'whispers in a presence channel'(kit, libraries) {
    const name = kit.unique('room');
    const alice = await connected(kit, libraries, { user: 'alice' });
    const bob = await connected(kit, libraries, { user: 'bob' });
    const [a, b] = [await subscribed(alice.join(name)), await subscribed(bob.join(name))];
    const atBob = within(new Promise((done) => b.listenForWhisper('nod', done)), 'nod');
    a.whisper('nod', { deep: true });
    kit.equal(await atBob, { deep: true });
  },

  async 'notification'(kit, libraries) {
    const echo = await connected(kit, libraries);
    const name = kit.unique('App.Models.User.1');
    const channel = await subscribed(echo.private(name));
    const heard = within(new Promise((done) => channel.notification(done)), 'notification');
    await kit.trigger(`private-${name}`, 'Illuminate\\Notifications\\Events\\BroadcastNotificationCreated', {
      id: 'n1',
      type: 'App\\Notifications\\InvoicePaid',
    });
    kit.equal(await heard, { id: 'n1', type: 'App\\Notifications\\InvoicePaid' });
  },

  async 'toOthers: the sender is excepted'(kit, libraries) {
    const [alice, bob] = [await connected(kit, libraries), await connected(kit, libraries)];
    const name = kit.unique('orders');
    const [a, b] = [await subscribed(alice.channel(name)), await subscribed(bob.channel(name))];
    const [atAlice, atBob] = [[], []];
    a.listen('.n', (data) => atAlice.push(data.n));
    b.listen('.n', (data) => atBob.push(data.n));
    await kit.trigger(name, 'n', { n: 1 }, { socket_id: alice.socketId() });
    await kit.trigger(name, 'n', { n: 2 });
    await kit.until(() => atAlice.length > 0 && atBob.length > 1, 'both');
    kit.equal([atAlice, atBob], [[2], [1, 2]]);
  },

  async 'stopListening and leave'(kit, libraries) {
    const echo = await connected(kit, libraries);
    const [name, clock] = [kit.unique('orders'), kit.unique('clock')];
    const heard = [];
    const channel = await subscribed(echo.channel(name));
    const tick = await subscribed(echo.channel(clock));
    channel.listen('.stopped', (data) => heard.push(data)).listen('.left', (data) => heard.push(data));
    channel.stopListening('.stopped');
    const first = within(new Promise((done) => channel.listen('.fence', done)), 'fence');
    await kit.trigger(name, 'stopped', 1);
    await kit.trigger(name, 'fence', 2);
    await first;
    echo.leave(name);
    const second = within(new Promise((done) => tick.listen('.fence', done)), 'clock');
    await kit.trigger(name, 'left', 3);
    await kit.trigger(clock, 'fence', 4);
    await second;
    kit.equal(heard, []);
  },

  async 'comes back after a cut wire'(kit, libraries) {
    const echo = await connected(kit, libraries, { throughWire: true });
    const name = kit.unique('again');
    const channel = await subscribed(echo.private(name));
    const before = echo.socketId();
    await kit.cutWire();
    await kit.until(() => echo.socketId() !== undefined && echo.socketId() !== before, 'a new socket id');
    await kit.until(() => channel.subscription.subscribed, 'subscribed again');
    const heard = within(new Promise((done) => channel.listen('.after', done)), 'after');
    await kit.trigger(`private-${name}`, 'after', 1);
    kit.equal(await heard, 1);
  },
};
