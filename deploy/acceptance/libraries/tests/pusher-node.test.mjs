// Pusher's library for Node backends: what it asks, and what it makes of our answers.

import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { startBackend } from '../lib/backend.mjs';
import { scenario } from '../lib/results.mjs';
import { Kit } from '../scenarios/kit.js';

const require = createRequire(import.meta.url);
const PusherJs = require('pusher-js');
const Pusher = require('pusher');
const { version } = require('pusher/package.json');
const who = { library: 'pusher (Node)', version, runtime: 'Node' };
let backend;
let pusher;

before(async () => {
  backend = await startBackend();
  pusher = backend.pusher;
});
after(() => backend.stop());

/** A scenario with clients that are hung up when it is over. */
function act(name, body) {
  scenario(who, name, async () => {
    const kit = new Kit(backend.settings);
    try {
      await body(kit);
    } finally {
      kit.close();
    }
  });
}

async function answer(response) {
  assert.equal(response.status, 200);
  return response.json();
}

act('trigger on one channel and on a hundred', async (kit) => {
  const client = await kit.connected(PusherJs);
  const names = Array.from({ length: 100 }, () => kit.unique('n'));
  const first = await kit.subscribed(client, names[0]);
  const last = await kit.subscribed(client, names[99]);
  const heard = Promise.all([kit.once(first, 'x'), kit.once(last, 'x')]);
  assert.deepEqual(await answer(await pusher.trigger(names, 'x', { a: 'ü' })), {});
  assert.deepEqual(await heard, [{ a: 'ü' }, { a: 'ü' }]);
});

act('trigger with info', async (kit) => {
  const client = await kit.connected(PusherJs);
  const name = kit.unique('presence-info');
  await kit.subscribed(client, name);
  assert.deepEqual(
    await answer(await pusher.trigger(name, 'x', '', { info: 'user_count,subscription_count' })),
    { channels: { [name]: { user_count: 1, subscription_count: 1 } } },
  );
});

act('triggerBatch', async (kit) => {
  const client = await kit.connected(PusherJs);
  const channel = await kit.subscribed(client, kit.unique('batch'));
  const heard = kit.heard(channel, 'x');
  const batch = Array.from({ length: 10 }, (_, n) => ({ channel: channel.name, name: 'x', data: { n } }));
  assert.deepEqual(await answer(await pusher.triggerBatch(batch)), {});
  await kit.until(() => heard.length === 10, 'ten events');
  assert.deepEqual(heard.map(({ n }) => n), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

act('triggerBatch with info', async (kit) => {
  const client = await kit.connected(PusherJs);
  const channel = await kit.subscribed(client, kit.unique('batch'));
  assert.deepEqual(
    await answer(
      await pusher.triggerBatch([
        { channel: 'elsewhere', name: 'x', data: '1' },
        { channel: channel.name, name: 'x', data: '2', info: 'subscription_count' },
      ]),
    ),
    { batch: [{}, { subscription_count: 1 }] },
  );
});

act('sendToUser', async (kit) => {
  const user = kit.unique('user');
  const client = await kit.connected(PusherJs, { user });
  client.signin();
  await client.user.signinDonePromise;
  const heard = kit.once(client.user, 'note');
  assert.deepEqual(await answer(await pusher.sendToUser(user, 'note', { n: 1 })), {});
  assert.deepEqual(await heard, { n: 1 });
});

act('terminateUserConnections', async (kit) => {
  const user = kit.unique('user');
  const client = await kit.connected(PusherJs, { user });
  client.signin();
  await client.user.signinDonePromise;
  assert.deepEqual(await answer(await pusher.terminateUserConnections(user)), {});
  await kit.until(() => client.connection.state === 'disconnected', 'disconnected');
});

act('get channels, with a prefix full of signs', async (kit) => {
  const client = await kit.connected(PusherJs);
  const prefix = `presence-${kit.unique('a;b,c=@.')}`;
  await kit.subscribed(client, prefix);
  assert.deepEqual(
    await answer(await pusher.get({ path: '/channels', params: { filter_by_prefix: prefix, info: 'user_count' } })),
    { channels: { [prefix]: { user_count: 1 } } },
  );
});

act('get a channel and its users', async (kit) => {
  const client = await kit.connected(PusherJs);
  const name = kit.unique('presence-one');
  await kit.subscribed(client, name);
  assert.deepEqual(
    await answer(
      await pusher.get({ path: `/channels/${name}`, params: { info: 'user_count,subscription_count' } }),
    ),
    { occupied: true, user_count: 1, subscription_count: 1 },
  );
  assert.deepEqual(await answer(await pusher.get({ path: `/channels/${name}/users` })), { users: [{ id: 'alice' }] });
  assert.deepEqual(await answer(await pusher.get({ path: '/channels/nobody-here' })), { occupied: false });
});

act('trigger on an encrypted channel', async (kit) => {
  const client = await kit.connected(PusherJs);
  const channel = await kit.subscribed(client, kit.unique('private-encrypted-x'));
  const heard = kit.once(channel, 'x');
  assert.deepEqual(await answer(await pusher.trigger(channel.name, 'x', { secret: 1 })), {});
  assert.deepEqual(await heard, { secret: 1 });
});

act('refusals are RequestErrors with status and words', async () => {
  const stranger = new Pusher({
    appId: process.env.CARILLON_APP_ID,
    key: process.env.CARILLON_APP_KEY,
    secret: 'not the secret',
    host: process.env.CARILLON_HOST,
    port: process.env.CARILLON_PORT,
    useTLS: false,
  });
  await assert.rejects(stranger.trigger('a', 'x', ''), { status: 401 });
  await assert.rejects(pusher.trigger('a', 'x', 'x'.repeat(10_241)), (error) => {
    assert.equal(error.status, 413);
    assert.match(error.body, /content of this event/);
    return true;
  });
  await assert.rejects(
    pusher.triggerBatch(Array.from({ length: 11 }, () => ({ channel: 'a', name: 'x', data: '' }))),
    (error) => {
      assert.equal(error.status, 400);
      assert.match(error.body, /Batch too large/);
      return true;
    },
  );
});

act('Pusher.forURL takes the announced URL', async () => {
  const { CARILLON_APP_KEY, CARILLON_APP_SECRET, CARILLON_HOST, CARILLON_PORT, CARILLON_APP_ID } = process.env;
  const fromUrl = Pusher.forURL(
    `http://${CARILLON_APP_KEY}:${CARILLON_APP_SECRET}@${CARILLON_HOST}:${CARILLON_PORT}/apps/${CARILLON_APP_ID}`,
  );
  assert.deepEqual(await answer(await fromUrl.trigger('a', 'x', '')), {});
});
