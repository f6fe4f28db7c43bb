import { describe, expect, test } from 'vitest';
import { connectedWorld, endpoint, json, world } from '../support/client.js';
import { settle } from '../support/held-clock.js';

const SUCCEEDED = '{"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}';
const SUBSCRIBE = '{"event":"pusher:subscribe","data":{"channel":"news"}}';
const UNSUBSCRIBE = '{"event":"pusher:unsubscribe","data":{"channel":"news"}}';

describe('a channel', () => {
  test('is subscribed to once the connection is there, and heard', async () => {
    const { carillon, wire } = world();
    const heard: unknown[] = [];
    const channel = carillon.subscribe('news');
    channel.bind('headline', (data) => heard.push(data));
    expect([channel.subscribed, channel.subscriptionPending]).toEqual([false, false]);
    wire.socket.greet();
    expect(wire.socket.heard()).toEqual([SUBSCRIBE]);
    expect([channel.subscribed, channel.subscriptionPending]).toEqual([false, true]);
    wire.socket.say(SUCCEEDED, '{"event":"headline","channel":"news","data":"{\\"title\\":\\"Rain\\"}"}');
    expect(await channel.whenSubscribed()).toBe(channel);
    expect(heard).toEqual([{ title: 'Rain' }]);
  });

  test('is one, however often it is subscribed to', () => {
    const { carillon, wire } = connectedWorld();
    expect(carillon.subscribe('news')).toBe(carillon.subscribe('news'));
    expect(carillon.channel('news')).toBe(carillon.subscribe('news'));
    expect(carillon.allChannels().length).toBe(1);
    expect(wire.socket.heard()).toEqual([SUBSCRIBE]);
  });

  test('comes back by itself after each loss, with its bindings', async () => {
    const { carillon, wire, clock } = connectedWorld();
    const heard: unknown[] = [];
    const channel = carillon.subscribe('news').bind('headline', (data) => heard.push(data));
    wire.socket.say(SUCCEEDED).end(4200);
    expect(channel.subscribed).toBe(false);
    await clock.advance(0);
    wire.socket.greet('2.2');
    expect(wire.socket.heard()).toEqual([SUBSCRIBE]);
    wire.socket.say(SUCCEEDED, '{"event":"headline","channel":"news","data":"again"}');
    expect(heard).toEqual(['again']);
  });

  test('left, it is gone', () => {
    const { carillon, wire } = connectedWorld();
    const channel = carillon.subscribe('news');
    wire.socket.say(SUCCEEDED).heard();
    channel.unsubscribe();
    expect(wire.socket.heard()).toEqual([UNSUBSCRIBE]);
    expect(carillon.channel('news')).toBeUndefined();
    expect(channel.subscribed).toBe(false);
  });

  test('left before the server answered, it is left once it did', () => {
    const { carillon, wire } = connectedWorld();
    const channel = carillon.subscribe('news');
    wire.socket.heard();
    carillon.unsubscribe('news');
    expect(wire.socket.heard()).toEqual([]);
    expect(channel.subscriptionCancelled).toBe(true);
    wire.socket.say(SUCCEEDED);
    expect(wire.socket.heard()).toEqual([UNSUBSCRIBE]);
    expect(carillon.channel('news')).toBeUndefined();
  });

  test('left and wanted again before the server answered, it stays', () => {
    const { carillon, wire } = connectedWorld();
    const channel = carillon.subscribe('news');
    carillon.unsubscribe('news');
    expect(carillon.subscribe('news')).toBe(channel);
    wire.socket.say(SUCCEEDED);
    expect(wire.socket.heard()).toEqual([SUBSCRIBE]);
    expect(channel.subscribed).toBe(true);
  });

  test('left and then the connection was lost: it does not come back', async () => {
    const { carillon, wire, clock } = connectedWorld();
    carillon.subscribe('news');
    carillon.unsubscribe('news');
    wire.socket.end(4200);
    await clock.advance(0);
    wire.socket.greet();
    expect(wire.socket.heard()).toEqual([]);
    expect(carillon.allChannels()).toEqual([]);
  });

  test('a refused one tells why, and stays wanted for the next connection', async () => {
    const { carillon, wire, clock } = connectedWorld();
    const channel = carillon.subscribe('news');
    const refused = channel.once('pusher:subscription_error');
    const subscribed = channel.whenSubscribed();
    wire.socket.say(
      '{"event":"pusher:subscription_error","channel":"news","data":"{\\"type\\":\\"AuthError\\",\\"error\\":\\"Not you\\",\\"status\\":401,\\"reason\\":\\"token_not_for_channel\\"}"}',
    );
    const error = await refused;
    expect(error).toMatchObject({
      name: 'SubscriptionError',
      code: 'token_not_for_channel',
      message: 'Not you',
      channel: 'news',
      type: 'AuthError',
      error: 'Not you',
      status: 401,
      reason: 'token_not_for_channel',
      retriable: false,
    });
    await expect(subscribed).rejects.toBe(error);
    await expect(channel.whenSubscribed()).rejects.toBe(error);
    wire.socket.heard();
    wire.socket.end(4200);
    await clock.advance(0);
    wire.socket.greet();
    expect(wire.socket.heard()).toEqual([SUBSCRIBE]);
  });

  test('one refused because the server has too much to do is asked for again', async () => {
    const { carillon, wire, clock } = connectedWorld();
    const channel = carillon.subscribe('news');
    wire.socket.heard();
    wire.socket.say(
      '{"event":"pusher:subscription_error","channel":"news","data":"{\\"type\\":\\"LimitReached\\",\\"error\\":\\"Full\\",\\"status\\":4100}"}',
    );
    await clock.advance(1_000);
    expect(wire.socket.heard()).toEqual([SUBSCRIBE]);
    wire.socket.say(SUCCEEDED);
    expect(channel.subscribed).toBe(true);
  });

  test('a wait for it can be ended', async () => {
    const { carillon } = connectedWorld();
    const patience = new AbortController();
    const subscribed = carillon.subscribe('news').whenSubscribed(patience);
    patience.abort(new Error('enough'));
    await expect(subscribed).rejects.toThrow('enough');
    await expect(carillon.subscribe('news').whenSubscribed(patience)).rejects.toThrow('enough');
  });

  test('tells how many subscribe, and that a cache is empty', () => {
    const { carillon, wire } = connectedWorld();
    const heard: unknown[] = [];
    const channel = carillon.subscribe('cache-news').bind_global((event, data) => heard.push([event, data]));
    wire.socket.say(
      '{"event":"pusher_internal:subscription_succeeded","channel":"cache-news","data":"{}"}',
      '{"event":"pusher:cache_miss","channel":"cache-news","data":"{}"}',
      '{"event":"pusher_internal:subscription_count","channel":"cache-news","data":"{\\"subscription_count\\":3}"}',
    );
    expect(heard).toEqual([
      ['pusher:subscription_succeeded', {}],
      ['pusher:cache_miss', {}],
      ['pusher:subscription_count', { subscription_count: 3 }],
    ]);
    expect(channel.subscriptionCount).toBe(3);
  });

  test('events of all channels can be heard on the client, but for internal ones', () => {
    const { carillon, wire } = connectedWorld();
    const heard: unknown[] = [];
    carillon.bind_global((event, data) => heard.push([event, data]));
    carillon.bind('headline', (data) => heard.push(data));
    carillon.subscribe('news');
    wire.socket.say(
      SUCCEEDED,
      '{"event":"headline","channel":"news","data":"5"}',
      '{"event":"headline","channel":"unknown","data":"not mine"}',
    );
    expect(heard).toEqual([['headline', 5], 5, ['headline', 'not mine'], 'not mine']);
  });

  test.each(['no spaces', '', '#other', 'a'.repeat(201)])('%j is no name', (name) => {
    expect(() => connectedWorld().carillon.subscribe(name)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  test('the channel of a user comes with signing in', () => {
    expect(() => connectedWorld().carillon.subscribe('#server-to-user-7')).toThrow(
      expect.objectContaining({ code: 'channel_of_user' }),
    );
  });
});

describe('client events', () => {
  function chat() {
    const { fetch } = endpoint(() => json({ auth: 'key:sig' }));
    const all = connectedWorld({ fetch });
    return { ...all, channel: all.carillon.subscribe('private-chat') };
  }

  test('go to the others', async () => {
    const { channel, wire } = chat();
    await settle();
    expect(channel.trigger('client-hello', { a: 1 })).toBe(false);
    wire.socket.say('{"event":"pusher_internal:subscription_succeeded","channel":"private-chat","data":"{}"}').heard();
    expect(channel.trigger('client-hello', { a: 1 })).toBe(true);
    expect(wire.socket.heard()).toEqual(['{"event":"client-hello","channel":"private-chat","data":{"a":1}}']);
    wire.socket.end(1006);
    expect(channel.trigger('client-hello', {})).toBe(false);
  });

  test('refused ones are told on the channel and on the connection', async () => {
    const { channel, wire, errors } = chat();
    const refused = channel.once('pusher:error');
    wire.socket.say('{"event":"pusher:error","channel":"private-chat","data":{"code":4301,"message":"Too many"}}');
    expect(await refused).toMatchObject({ code: 'client_event_rejected', message: 'Too many', channel: 'private-chat' });
    expect(errors).toEqual(['client_event_rejected']);
  });

  test('have a name of their own, and a channel that takes them', () => {
    const { carillon, channel } = chat();
    expect(() => channel.trigger('hello', {})).toThrow(expect.objectContaining({ code: 'event_name_invalid' }));
    expect(() => carillon.subscribe('news').trigger('client-hello', {})).toThrow(
      expect.objectContaining({ code: 'client_events_not_allowed' }),
    );
  });
});

describe('a presence channel', () => {
  function room(channel_data: string | undefined = '{"user_id":"1","user_info":{"name":"Ann"}}') {
    const { fetch } = endpoint(() => json({ auth: 'key:sig', channel_data }));
    const all = connectedWorld({ fetch });
    return { ...all, room: all.carillon.subscribe('presence-room') };
  }
  const JOINED =
    '{"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":"{\\"presence\\":{\\"count\\":2,\\"ids\\":[\\"1\\",\\"2\\"],\\"hash\\":{\\"1\\":{\\"name\\":\\"Ann\\"},\\"2\\":{\\"name\\":\\"Bob\\"}}}}"}';

  test('knows its members, and oneself among them', async () => {
    const { room: channel, wire } = room();
    await settle();
    expect(wire.socket.heard()).toEqual([
      '{"event":"pusher:subscribe","data":{"channel":"presence-room","auth":"key:sig","channel_data":"{\\"user_id\\":\\"1\\",\\"user_info\\":{\\"name\\":\\"Ann\\"}}"}}',
    ]);
    wire.socket.say(JOINED);
    expect(channel.members).toMatchObject({ count: 2, myID: '1', me: { id: '1', info: { name: 'Ann' } } });
    const names: string[] = [];
    channel.members.each(({ id, info }) => names.push(`${id} ${info.name}`));
    expect(names).toEqual(['1 Ann', '2 Bob']);
    expect(channel.members.get('toString')).toBeNull();
  });

  test('members come and go', async () => {
    const { room: channel, wire } = room();
    const told: unknown[] = [];
    channel.bind('pusher:member_added', (member) => told.push(['added', member]));
    channel.bind('pusher:member_removed', (member) => told.push(['removed', member]));
    wire.socket.say(
      JOINED,
      '{"event":"pusher_internal:member_added","channel":"presence-room","data":"{\\"user_id\\":\\"3\\",\\"user_info\\":{\\"name\\":\\"Cid\\"}}"}',
      '{"event":"pusher_internal:member_removed","channel":"presence-room","data":"{\\"user_id\\":\\"2\\"}"}',
      '{"event":"pusher_internal:member_removed","channel":"presence-room","data":"{\\"user_id\\":\\"9\\"}"}',
    );
    expect(told).toEqual([
      ['added', { id: '3', info: { name: 'Cid' } }],
      ['removed', { id: '2', info: { name: 'Bob' } }],
    ]);
    expect(channel.members.count).toBe(2);
  });

  test('without a connection nobody is there', async () => {
    const { room: channel, wire } = room();
    wire.socket.say(JOINED).end(1006);
    expect(channel.members.count).toBe(0);
    expect(channel.members.me).toBeNull();
  });

  test('after the subscription ended, by the server or by oneself, nobody is there', () => {
    const { room: channel, wire, carillon } = room();
    wire.socket.say(JOINED);
    wire.socket.say(
      '{"event":"pusher:subscription_error","channel":"presence-room","data":"{\\"type\\":\\"AuthError\\",\\"error\\":\\"No more\\",\\"status\\":401}"}',
    );
    expect([channel.subscribed, channel.members.count]).toEqual([false, 0]);
    wire.socket.say(JOINED);
    expect(channel.members.count).toBe(2);
    carillon.unsubscribe('presence-room');
    expect(channel.members.count).toBe(0);
  });

  test('client events say who sent them', () => {
    const { room: channel, wire } = room();
    const heard: unknown[] = [];
    channel.bind('client-wave', (data, { user_id }) => heard.push([data, user_id]));
    wire.socket.say(JOINED, '{"event":"client-wave","channel":"presence-room","data":"{}","user_id":"2"}');
    expect(heard).toEqual([[{}, '2']]);
  });

  test('a member that cannot be read is told', async () => {
    const { room: channel, wire } = room('nobody');
    await expect(channel.whenSubscribed()).rejects.toMatchObject({ code: 'channel_data_invalid' });
    expect(wire.socket.heard()).toEqual([]);
  });
});
