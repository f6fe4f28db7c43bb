// What people do with pusher-js.

/** @type {Record<string, (kit: import('./kit.js').Kit, Pusher: any) => Promise<void>>} */
export const scenarios = {
  async 'connects'(kit, Pusher) {
    const client = await kit.connected(Pusher);
    kit.equal(/^\d+\.\d+$/.test(client.connection.socket_id), true, 'socket id');
  },

  async 'an unknown key is told and not tried again'(kit, Pusher) {
    const client = new Pusher('nosuchkey', kit.options());
    kit.clients.push(client);
    const error = await kit.once(client.connection, 'error');
    kit.equal(error.data?.code ?? error.error?.data?.code, 4001);
    await kit.until(() => client.connection.state === 'disconnected', 'state disconnected');
  },

  async 'public channel'(kit, Pusher) {
    const client = await kit.connected(Pusher);
    const channel = await kit.subscribed(client, kit.unique('news'));
    const heard = kit.once(channel, 'headline');
    kit.equal((await kit.trigger(channel.name, 'headline', { title: 'Grüße 🔔', n: 1.5 })).body, {});
    kit.equal(await heard, { title: 'Grüße 🔔', n: 1.5 });
  },

  async 'private channel'(kit, Pusher) {
    const client = await kit.connected(Pusher);
    const channel = await kit.subscribed(client, kit.unique('private-news'));
    const heard = kit.once(channel, 'headline');
    await kit.trigger(channel.name, 'headline', 'words');
    kit.equal(await heard, 'words');
  },

  async 'a refused signature reaches the channel'(kit, Pusher) {
    const client = await kit.connected(Pusher, { user: 'forger' });
    const channel = client.subscribe(kit.unique('private-closed'));
    const error = await kit.once(channel, 'pusher:subscription_error');
    kit.equal([error.type, error.status], ['AuthError', 401]);
    kit.equal(client.connection.state, 'connected');
  },

  async 'presence: two tabs of one user come once and go once'(kit, Pusher) {
    const name = kit.unique('presence-room');
    const alice = await kit.connected(Pusher, { user: 'alice' });
    const room = await kit.subscribed(alice, name);
    kit.equal(room.members.count, 1);
    kit.equal(room.members.me, { id: 'alice', info: { name: 'Name of alice' } });
    const added = kit.heard(room, 'pusher:member_added');
    const removed = kit.heard(room, 'pusher:member_removed');

    const tab1 = await kit.connected(Pusher, { user: 'bob' });
    const tab2 = await kit.connected(Pusher, { user: 'bob' });
    const view1 = await kit.subscribed(tab1, name);
    const view2 = await kit.subscribed(tab2, name);
    kit.equal([view1.members.count, view2.members.count], [2, 2]);
    await kit.until(() => added.length > 0, 'bob joins');
    kit.equal(added, [{ id: 'bob', info: { name: 'Name of bob' } }]);

    tab1.disconnect();
    const carol = await kit.connected(Pusher, { user: 'carol' });
    await kit.subscribed(carol, name);
    await kit.until(() => added.length > 1, 'carol joins');
    kit.equal(removed, [], 'after the first tab went');
    tab2.disconnect();
    await kit.until(() => removed.length > 0, 'bob leaves');
    kit.equal(
      removed.map((member) => member.id),
      ['bob'],
    );
    kit.equal(room.members.count, 2);
  },

  async 'a connection token in the place of signatures'(kit, Pusher) {
    const client = await kit.connected(Pusher, kit.withToken('alice', await kit.token('alice')));
    const chat = await kit.subscribed(client, kit.unique('private-chat'));
    const room = await kit.subscribed(client, kit.unique('presence-room'));
    kit.equal(room.members.me, { id: 'alice', info: { name: 'Name of alice' } });

    const other = await kit.connected(Pusher, { user: 'bob' });
    const heard = kit.once(await kit.subscribed(other, chat.name), 'client-typing');
    chat.trigger('client-typing', { on: true });
    kit.equal(await heard, { on: true });
  },

  async 'a connection token signs in'(kit, Pusher) {
    const user = kit.unique('alice');
    const client = await kit.connected(Pusher, kit.withToken(user, await kit.token(user)));
    client.signin();
    await client.user.signinDonePromise;
    kit.equal(client.user.user_data, { id: user, user_info: { name: `Name of ${user}` } });
    const heard = kit.once(client.user, 'greeting');
    await kit.backend('sendToUser', user, 'greeting', { hello: 'you' });
    kit.equal(await heard, { hello: 'you' });
  },

  async 'a connection token is refreshed on the open connection'(kit, Pusher) {
    const client = await kit.connected(Pusher, kit.withToken('alice', await kit.token('alice', 3)));
    const expiring = kit.once(client, 'carillon:token_expiring');
    const channel = await kit.subscribed(client, kit.unique('private-chat'));
    kit.equal((await expiring).seconds <= 1, true, 'told ahead');
    const accepted = kit.once(client, 'carillon:token_accepted');
    client.send_event('carillon:token', { token: await kit.token('alice') });
    kit.equal((await accepted).user_id, 'alice');
    const heard = kit.once(channel, 'headline');
    await kit.trigger(channel.name, 'headline', 'still here');
    kit.equal(await heard, 'still here');
    kit.equal(client.connection.state, 'connected');
  },

  async 'a forged connection token opens nothing and says why'(kit, Pusher) {
    const token = await kit.token('alice');
    const forged = `${token.slice(0, -6)}AAAAAA`;
    const client = await kit.connected(Pusher, kit.withToken('alice', forged));
    const channel = client.subscribe(kit.unique('private-closed'));
    const error = await kit.once(channel, 'pusher:subscription_error');
    kit.equal([error.type, error.status, error.reason], ['AuthError', 401, 'token_signature_invalid']);
    kit.equal(client.connection.state, 'connected');
  },

  async 'private-encrypted channel'(kit, Pusher) {
    const client = await kit.connected(Pusher);
    const channel = await kit.subscribed(client, kit.unique('private-encrypted-secret'));
    const heard = kit.once(channel, 'whispered');
    await kit.trigger(channel.name, 'whispered', { pin: 1234 });
    kit.equal(await heard, { pin: 1234 });
  },

  async 'cache channel: miss, then hit'(kit, Pusher) {
    const name = kit.unique('cache-scores');
    const first = await kit.connected(Pusher);
    const channel = first.subscribe(name);
    await kit.once(channel, 'pusher:cache_miss');
    await kit.trigger(name, 'score', { home: 1 });

    const second = await kit.connected(Pusher);
    const late = second.subscribe(name);
    kit.equal(await kit.once(late, 'score'), { home: 1 });
  },

  async 'private-encrypted-cache channel'(kit, Pusher) {
    const name = kit.unique('private-encrypted-cache-x');
    const first = await kit.connected(Pusher);
    await kit.once(first.subscribe(name), 'pusher:cache_miss');
    await kit.trigger(name, 'kept', { secret: true });
    const second = await kit.connected(Pusher);
    kit.equal(await kit.once(second.subscribe(name), 'kept'), { secret: true });
  },

  async 'client events both ways'(kit, Pusher) {
    const name = kit.unique('presence-chat');
    const alice = await kit.connected(Pusher, { user: 'alice' });
    const bob = await kit.connected(Pusher, { user: 'bob' });
    const a = await kit.subscribed(alice, name);
    const b = await kit.subscribed(bob, name);

    const atBob = new Promise((heard) => b.bind('client-typing', (data, meta) => heard([data, meta?.user_id])));
    a.trigger('client-typing', { on: true });
    kit.equal(await atBob, [{ on: true }, 'alice']);
    const atAlice = new Promise((heard) => a.bind('client-answer', (data, meta) => heard([data, meta?.user_id])));
    b.trigger('client-answer', 'plain words');
    kit.equal(await atAlice, ['plain words', 'bob']);
  },

  async 'the excepted socket hears nothing'(kit, Pusher) {
    const name = kit.unique('except');
    const alice = await kit.connected(Pusher);
    const bob = await kit.connected(Pusher);
    const a = await kit.subscribed(alice, name);
    const b = await kit.subscribed(bob, name);
    const atAlice = kit.heard(a, 'n');
    const atBob = kit.heard(b, 'n');
    await kit.trigger(name, 'n', 1, { socket_id: alice.connection.socket_id });
    await kit.trigger(name, 'n', 2);
    await kit.until(() => atAlice.length > 0 && atBob.length > 1, 'both publishes');
    kit.equal([atAlice, atBob], [[2], [1, 2]]);
  },

  async 'sign-in, and events to the user'(kit, Pusher) {
    const user = kit.unique('user');
    const client = await kit.connected(Pusher, { user });
    client.signin();
    await client.user.signinDonePromise;
    const heard = kit.once(client.user, 'note');
    await kit.backend('sendToUser', user, 'note', { n: 1 });
    kit.equal(await heard, { n: 1 });
  },

  async 'a presence channel of who is signed in'(kit, Pusher) {
    const user = kit.unique('user');
    const client = await kit.connected(Pusher, { user });
    client.signin();
    await client.user.signinDonePromise;
    const room = await kit.subscribed(client, kit.unique('presence-room'));
    kit.equal(room.members.me.id, user);
  },

  async 'watchlist: online and offline'(kit, Pusher) {
    const [watcher, watched] = [kit.unique('watcher'), kit.unique('watched')];
    const alice = await kit.connected(Pusher, { user: watcher, watchlist: watched });
    const online = kit.heard(alice.user.watchlist, 'online');
    const offline = kit.heard(alice.user.watchlist, 'offline');
    alice.signin();
    await kit.until(() => offline.length > 0, 'offline at first');
    kit.equal(offline[0].user_ids, [watched]);

    const bob = await kit.connected(Pusher, { user: watched });
    bob.signin();
    await kit.until(() => online.length > 0, 'online');
    kit.equal(online[0].user_ids, [watched]);
    bob.disconnect();
    await kit.until(() => offline.length > 1, 'offline again');
    kit.equal([online.length, offline.length], [1, 2]);
  },

  async 'subscription count'(kit, Pusher) {
    const name = kit.unique('counted');
    const alice = await kit.connected(Pusher);
    const a = await kit.subscribed(alice, name);
    const counts = kit.heard(a, 'pusher:subscription_count');
    const bob = await kit.connected(Pusher);
    await kit.subscribed(bob, name);
    await kit.until(() => counts.at(-1)?.subscription_count === 2, 'two');
    kit.equal(a.subscriptionCount, 2);
    bob.unsubscribe(name);
    await kit.until(() => counts.at(-1)?.subscription_count === 1, 'one again');
  },

  async 'terminated by the app, and staying away'(kit, Pusher) {
    const user = kit.unique('user');
    const client = await kit.connected(Pusher, { user });
    client.signin();
    await client.user.signinDonePromise;
    const error = kit.once(client.connection, 'error');
    kit.equal((await kit.backend('terminateUserConnections', user)).body, {});
    kit.equal((await error).data?.code, 4009);
    await kit.until(() => client.connection.state === 'disconnected', 'state disconnected');
  },

  async 'reconnects after a cut wire and subscribes again'(kit, Pusher) {
    const user = kit.unique('user');
    const client = await kit.connected(Pusher, { throughWire: true, user });
    const before = client.connection.socket_id;
    const plain = await kit.subscribed(client, kit.unique('again'));
    const room = await kit.subscribed(client, kit.unique('presence-again'));
    client.signin();
    await client.user.signinDonePromise;

    const back = Promise.all([
      kit.once(client.connection, 'connected'),
      kit.once(plain, 'pusher:subscription_succeeded'),
      kit.once(room, 'pusher:subscription_succeeded'),
    ]);
    kit.equal((await kit.cutWire()) > 0, true, 'a wire was cut');
    await back;
    kit.equal(client.connection.socket_id === before, false, 'same socket id');
    const heard = kit.once(plain, 'after');
    await kit.trigger(plain.name, 'after', 1);
    kit.equal(await heard, 1);
    kit.equal(room.members.count, 1);
    await kit.until(() => client.user.user_data !== null, 'signed in again');
    const note = kit.once(client.user, 'note');
    await client.user.signinDonePromise;
    await kit.backend('sendToUser', user, 'note', 2);
    kit.equal(await note, 2);
  },

  async 'in a burst of subscribe and unsubscribe the last word counts'(kit, Pusher) {
    const client = await kit.connected(Pusher);
    const [stays, goes] = [kit.unique('burst'), kit.unique('burst')];
    for (const name of [stays, goes]) {
      client.subscribe(name);
      client.unsubscribe(name);
      client.subscribe(name);
    }
    client.unsubscribe(goes);
    const last = client.channel(stays);
    await kit.until(() => last.subscribed, 'subscribed at last');
    // It leaves when it is told that it is in, which is before it is in the first of these; and the server has heard that before
    // it lets it into the second.
    await kit.subscribed(client, kit.unique('fence'));
    await kit.subscribed(client, kit.unique('fence'));
    const lost = [];
    client.bind_global((event, data) => event === 'lost' && lost.push(data));
    const heard = kit.once(last, 'heard');
    await kit.trigger(goes, 'lost', 1);
    await kit.trigger(stays, 'heard', 2);
    kit.equal(await heard, 2);
    kit.equal(lost, []);
  },

  async 'many channels and their order'(kit, Pusher) {
    const client = await kit.connected(Pusher);
    const names = Array.from({ length: 20 }, () => kit.unique('many'));
    const channels = await Promise.all(names.map((name) => kit.subscribed(client, name)));
    const logs = channels.map((channel) => kit.heard(channel, 'n'));
    for (let n = 0; n < 5; n += 1) {
      await kit.trigger(names, 'n', n);
    }
    await kit.until(() => logs.every((log) => log.length === 5), 'all of all');
    for (const log of logs) {
      kit.equal(log, [0, 1, 2, 3, 4]);
    }
  },
};
