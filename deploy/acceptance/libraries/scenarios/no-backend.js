// What people do with pusher-js whose app has no backend: the platform itself signs, for who shows a user's token.

/** Options with which pusher-js asks the platform, as its documentation has them. */
function options(kit, user) {
  const authentication = {
    endpoint: kit.settings.endpoint,
    transport: 'ajax',
    headersProvider: () => ({ Authorization: `Bearer ${kit.settings.tokens[user]}` }),
  };
  return { channelAuthorization: authentication, userAuthentication: authentication };
}

const connected = (kit, Pusher, user) => kit.connected(Pusher, options(kit, user));

/** @type {Record<string, (kit: import('./kit.js').Kit, Pusher: any) => Promise<void>>} */
export const scenarios = {
  async 'private channel, signed by the platform'(kit, Pusher) {
    const name = kit.unique('private-room');
    const [ann, bob] = [await connected(kit, Pusher, 'ann'), await connected(kit, Pusher, 'bob')];
    const [atAnn, atBob] = [await kit.subscribed(ann, name), await kit.subscribed(bob, name)];
    const heard = kit.once(atBob, 'client-hello');
    atAnn.trigger('client-hello', { from: 'ann' });
    kit.equal(await heard, { from: 'ann' });
  },

  async 'presence channel, signed by the platform as the token’s user'(kit, Pusher) {
    const name = kit.unique('presence-room');
    const ann = await connected(kit, Pusher, 'ann');
    const room = await kit.subscribed(ann, name);
    kit.equal(room.members.me, { id: 'ann', info: { name: 'Name of ann' } });
    const added = kit.heard(room, 'pusher:member_added');
    await kit.subscribed(await connected(kit, Pusher, 'bob'), name);
    await kit.until(() => added.length === 1, 'bob joins');
    kit.equal(added, [{ id: 'bob', info: { name: 'Name of bob' } }]);
  },

  async 'sign-in, signed by the platform'(kit, Pusher) {
    const ann = await connected(kit, Pusher, 'ann');
    ann.signin();
    await kit.until(() => ann.user.user_data !== null, 'signed in');
    kit.equal(ann.user.user_data, { id: 'ann', user_info: { name: 'Name of ann' } });
  },

  async 'a channel that the token does not give is refused, and the page told'(kit, Pusher) {
    const ann = await connected(kit, Pusher, 'ann');
    const closed = ann.subscribe(kit.unique('private-closed'));
    const error = await kit.once(closed, 'pusher:subscription_error');
    kit.equal([error.type, error.status], ['AuthError', 403]);
    kit.equal(ann.connection.state, 'connected');
  },

  async 'a token that is over is refused, and the page told'(kit, Pusher) {
    const late = await connected(kit, Pusher, 'late');
    const error = await kit.once(late.subscribe(kit.unique('private-room')), 'pusher:subscription_error');
    kit.equal([error.type, error.status], ['AuthError', 401]);
  },
};
