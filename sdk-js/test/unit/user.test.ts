import { describe, expect, test } from 'vitest';
import { connectedWorld, endpoint, json } from '../support/client.js';
import { settle } from '../support/held-clock.js';

const SIGNED_IN = '{"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"7\\\\\\"}\\"}"}';
const SIGNIN = '{"event":"pusher:signin","data":{"auth":"key:sig","user_data":"{\\"id\\":\\"7\\"}"}}';
const OWN_CHANNEL = '{"event":"pusher:subscribe","data":{"channel":"#server-to-user-7"}}';

function signedInWorld() {
  const { fetch, requests } = endpoint((url) =>
    json({ auth: 'key:sig', user_data: url.includes('user') ? '{"id":"7"}' : undefined }),
  );
  return { ...connectedWorld({ fetch }), requests };
}

describe('a user', () => {
  test('signs in with what the endpoint says', async () => {
    const { carillon, wire, requests } = signedInWorld();
    const signedIn = carillon.signin();
    await settle();
    expect(requests).toEqual([
      { url: '/pusher/user-auth', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'socket_id=1.1' },
    ]);
    expect(wire.socket.heard()).toEqual([SIGNIN]);
    wire.socket.say(SIGNED_IN);
    expect(await signedIn).toEqual({ id: '7' });
    expect(wire.socket.heard()).toEqual([OWN_CHANNEL]);
  });

  test('signs in again after each loss', async () => {
    const { carillon, wire, clock } = signedInWorld();
    carillon.signin();
    await settle();
    wire.socket.say(SIGNED_IN).end(4200);
    expect(carillon.user.user_data).toBeNull();
    await clock.advance(0);
    wire.socket.greet('2.2');
    await settle();
    expect(wire.socket.heard()).toEqual([SIGNIN]);
  });

  test('hears what servers send to it, subscribed already or not', async () => {
    const { carillon, wire } = signedInWorld();
    const heard: unknown[] = [];
    carillon.user.bind('note', (data) => heard.push(data));
    carillon.signin();
    await settle();
    wire.socket.say(
      SIGNED_IN,
      '{"event":"note","channel":"#server-to-user-7","data":"1"}',
      '{"event":"pusher_internal:subscription_succeeded","channel":"#server-to-user-7","data":"{}"}',
      '{"event":"note","channel":"#server-to-user-7","data":"2"}',
    );
    expect(heard).toEqual([1, 2]);
  });

  test('hears of those that it watches', async () => {
    const { carillon, wire } = signedInWorld();
    const heard: unknown[] = [];
    carillon.user.watchlist.bind('online', (event) => heard.push(event));
    carillon.user.watchlist.bind('offline', (event) => heard.push(event));
    wire.socket.say(
      '{"event":"pusher_internal:watchlist_events","data":"{\\"events\\":[{\\"name\\":\\"online\\",\\"user_ids\\":[\\"u2\\"]},{\\"name\\":\\"offline\\",\\"user_ids\\":[\\"u3\\"]}]}"}',
    );
    expect(heard).toEqual([
      { name: 'online', user_ids: ['u2'] },
      { name: 'offline', user_ids: ['u3'] },
    ]);
  });

  test('that the server refuses is told', async () => {
    const { carillon, wire, errors } = signedInWorld();
    const signedIn = carillon.signin();
    await settle();
    wire.socket.say('{"event":"pusher:error","data":{"code":4009,"message":"Invalid signature"}}');
    await expect(signedIn).rejects.toMatchObject({ code: 'unauthorized', message: 'Invalid signature' });
    expect(errors).toEqual(['unauthorized']);
    expect(carillon.connection.state).toBe('connected');
  });

  test('that the endpoint refuses is told, and one that it fails for in passing signs in later', async () => {
    let status = 403;
    const { fetch } = endpoint(() =>
      status === 200 ? json({ auth: 'key:sig', user_data: '{"id":"7"}' }) : new Response('', { status }),
    );
    const { carillon, wire, clock } = connectedWorld({ fetch });
    await expect(carillon.signin()).rejects.toMatchObject({ code: 'auth_refused', status: 403 });
    status = 503;
    const signedIn = carillon.signin();
    await settle();
    status = 200;
    await clock.advance(1_000);
    expect(wire.socket.heard()).toEqual([SIGNIN]);
    wire.socket.say(SIGNED_IN);
    expect(await signedIn).toEqual({ id: '7' });
  });

  test('is the member of presence channels that are signed for without one, once the sign-in is over', async () => {
    const { carillon, wire } = signedInWorld();
    carillon.signin();
    const room = carillon.subscribe('presence-room');
    await settle();
    expect(wire.socket.heard()).toEqual([SIGNIN]);
    wire.socket.say(SIGNED_IN);
    await settle();
    expect(wire.socket.heard()).toEqual([
      OWN_CHANNEL,
      '{"event":"pusher:subscribe","data":{"channel":"presence-room","auth":"key:sig"}}',
    ]);
    expect(room.members.myID).toBe('7');
  });
});
