import { describe, expect, test } from 'vitest';
import { Backoff } from '../../src/time/backoff.js';
import { connectedWorld, world } from '../support/client.js';

describe('back-off', () => {
  test('has full jitter: each pause lies anywhere below its bound', () => {
    const low = new Backoff({ base: 1_000, cap: 30_000 }, () => 0);
    const high = new Backoff({ base: 1_000, cap: 30_000 }, () => 0.999_999);
    const pauses = Array.from({ length: 8 }, () => [low.next(), high.next()]);
    expect(pauses).toEqual([
      [0, 999],
      [0, 1999],
      [0, 3999],
      [0, 7999],
      [0, 15999],
      [0, 29999],
      [0, 29999],
      [0, 29999],
    ]);
  });

  test('never overflows', () => {
    const backoff = new Backoff({ base: 1_000, cap: 30_000 }, () => 0.5);
    for (let i = 0; i < 5_000; i++) backoff.next();
    expect(backoff.next()).toBe(15_000);
  });
});

describe('the connection', () => {
  test('making a client does nothing yet', () => {
    const { carillon, wire, clock } = world();
    expect(carillon.connection.state).toBe('initialized');
    expect(wire.sockets).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  test('connects with the first subscription', () => {
    const { carillon, wire } = world();
    carillon.subscribe('news');
    expect(wire.socket.url).toBe('wss://ws.example.com/app/key?protocol=7&client=carillon-js&version=0.1.0&carillon=1');
  });

  test('goes through the states that Pusher names, each told once', async () => {
    const { carillon, wire, clock } = world();
    const states: string[] = [];
    carillon.connection.bind('state_change', ({ previous, current }) => states.push(`${previous} > ${current}`));
    const connected = carillon.connect();
    wire.socket.greet('12.34');
    expect(await connected).toBe(carillon);
    expect(carillon.connection.socket_id).toBe('12.34');
    wire.socket.end(1006);
    expect(carillon.connection.socket_id).toBeUndefined();
    await clock.advance(10_000);
    wire.socket.greet();
    carillon.disconnect();
    expect(wire.socket.isClosed).toBe(true);
    expect(states).toEqual([
      'initialized > connecting',
      'connecting > connected',
      'connected > connecting',
      'connecting > unavailable',
      'unavailable > connected',
      'connected > disconnected',
    ]);
    expect(clock.waiting).toBe(0);
  });

  test('the pauses between attempts grow, and the first after a good connection is short again', async () => {
    const { carillon, wire, clock } = connectedWorld({ connectTimeout: 600_000 });
    const pauses: number[] = [];
    carillon.connection.bind('connecting_in', (seconds) => pauses.push(seconds));
    await clock.advance(60_000);
    for (let i = 0; i < 7; i++) {
      wire.socket.end(1006);
      await clock.advance(30_000);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30]);
    wire.socket.greet();
    await clock.advance(10_000);
    wire.socket.end(1006);
    expect(pauses.at(-1)).toBe(1);
  });

  test('a server that greets and hangs up at once is not asked faster and faster', async () => {
    const { carillon, wire, clock } = connectedWorld();
    const pauses: number[] = [];
    carillon.connection.bind('connecting_in', (seconds) => pauses.push(seconds));
    for (let i = 0; i < 4; i++) {
      wire.socket.end(4200);
      await clock.advance(10_000);
      wire.socket.greet();
    }
    expect(pauses).toEqual([0, 2, 4, 8]);
  });

  test.each([4001, 4003, 4004, 4009, 4010, 4099, 4301])('%d: stays away', async (code) => {
    const { carillon, wire, clock } = connectedWorld();
    wire.socket.end(code, 'words');
    expect(carillon.connection.state).toBe('disconnected');
    await clock.advance(600_000);
    expect(wire.sockets.length).toBe(1);
    expect(clock.waiting).toBe(0);
  });

  test.each([4100, 4110, 4150, 1000, 1006, 1011, 3999])('%d: comes back after a pause', async (code) => {
    const { wire, clock } = connectedWorld();
    wire.socket.end(code);
    await clock.advance(998);
    expect(wire.sockets.length).toBe(1);
    await clock.advance(1);
    expect(wire.sockets.length).toBe(2);
  });

  test.each([4200, 4201, 4299])('%d: comes back at once', async (code) => {
    const { wire, clock } = connectedWorld();
    wire.socket.end(code);
    await clock.advance(0);
    expect(wire.sockets.length).toBe(2);
  });

  test('4000: comes back at once with TLS, on its port', async () => {
    const { carillon, wire, clock } = world({ forceTLS: false, wsPort: 80, wssPort: 8443 });
    carillon.connect();
    expect(wire.socket.url).toMatch(/^ws:\/\/ws.example.com:80\//);
    wire.socket.end(4000);
    await clock.advance(0);
    expect(wire.socket.url).toMatch(/^wss:\/\/ws.example.com:8443\//);
  });

  test('an error that comes before its close code is told once, in the words of the server', async () => {
    const { carillon, wire } = world();
    const errors: unknown[] = [];
    carillon.connection.bind('error', (error) => errors.push(error));
    const connected = carillon.connect();
    wire.socket.say('{"event":"pusher:error","data":{"code":4001,"message":"App key key not in this cluster."}}');
    wire.socket.end(4001, 'App key key not in this cluster.');
    expect(errors).toMatchObject([
      {
        name: 'ConnectionError',
        code: 'app_not_found',
        message: 'App key key not in this cluster.',
        data: { code: 4001, message: 'App key key not in this cluster.' },
        retriable: false,
        docs: 'https://www.npmjs.com/package/carillon-js#app_not_found',
      },
    ]);
    await expect(connected).rejects.toBe(errors[0]);
  });

  test('an unreachable host is told in words, and tried again', async () => {
    const { wire, clock, carillon, errors } = world();
    carillon.connect();
    wire.socket.end(1006);
    expect(errors).toEqual(['connection_lost']);
    expect(carillon.connection.lastError?.message).toBe('The connection was lost or not made (1006): is the server there?');
    expect(carillon.connection.lastError?.retriable).toBe(true);
    await clock.advance(1_000);
    expect(wire.sockets.length).toBe(2);
  });

  test('a server that opens and says nothing is given up', async () => {
    const { carillon, wire, clock, errors } = world();
    carillon.connect();
    const silent = wire.socket;
    await clock.advance(15_000);
    expect(silent.isClosed).toBe(true);
    expect(errors).toEqual(['connection_lost']);
    await clock.advance(1_000);
    expect(wire.sockets.length).toBe(2);
  });

  test('a server that goes silent is asked, and then left', async () => {
    const { carillon, wire, clock } = connectedWorld();
    await clock.advance(120_000);
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:ping","data":{}}']);
    await clock.advance(30_000);
    expect(wire.sockets[0]?.isClosed).toBe(true);
    expect(carillon.connection.state).toBe('connecting');
    expect(carillon.connection.lastError?.message).toBe('The server did not answer a ping');
  });

  test('a server that wants to hear sooner is asked sooner', async () => {
    const { carillon, wire, clock } = world();
    carillon.connect();
    wire.socket.greet('1.1', 20);
    await clock.advance(20_000);
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:ping","data":{}}']);
  });

  test('a ping is answered', () => {
    const { wire } = connectedWorld();
    wire.socket.say('{"event":"pusher:ping","data":"{}"}');
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:pong","data":{}}']);
  });

  test('what is no frame is told and harms nothing', () => {
    const { carillon, wire, errors } = connectedWorld();
    wire.socket.say('{');
    expect(errors).toEqual(['frame_invalid']);
    expect(carillon.connection.state).toBe('connected');
  });

  test('when the network is back it does not wait for the end of a long pause', async () => {
    const { wire, clock, surroundings } = connectedWorld();
    for (let i = 0; i < 6; i++) {
      wire.socket.end(1006);
      await clock.advance(30_000);
    }
    wire.socket.end(1006);
    const attempts = wire.sockets.length;
    await clock.advance(2_000);
    surroundings.listener?.online();
    await clock.advance(1_000);
    expect(wire.sockets.length).toBe(attempts + 1);
  });

  test('when the network goes it asks the server, and leaves it soon', async () => {
    const { wire, clock, surroundings } = connectedWorld();
    await clock.advance(20_000);
    surroundings.listener?.offline();
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:ping","data":{}}']);
    await clock.advance(5_000);
    expect(wire.sockets[0]?.isClosed).toBe(true);
  });

  test('after sleep the connection is looked at before it is trusted', async () => {
    const { wire, clock } = connectedWorld();
    clock.sleep(3_600_000);
    await clock.advance(0);
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:ping","data":{}}']);
    await clock.advance(6_000);
    expect(wire.sockets.length).toBe(2);
  });

  test('a wait can be ended without ending the connection', async () => {
    const { carillon, wire } = world();
    const patience = new AbortController();
    const connected = carillon.connect({ signal: patience.signal });
    patience.abort(new Error('too long'));
    await expect(connected).rejects.toThrow('too long');
    wire.socket.greet();
    expect(carillon.connection.state).toBe('connected');
  });

  test('a promise that nobody looks at fails in silence', async () => {
    const { carillon } = world();
    carillon.connect();
    carillon.disconnect();
    await new Promise((resolve) => setImmediate(resolve));
    expect(carillon.connection.state).toBe('disconnected');
  });

  test('after disconnect nothing happens by itself, and connect begins anew', async () => {
    const { carillon, wire, clock, surroundings } = connectedWorld();
    carillon.disconnect();
    await clock.advance(600_000);
    expect(wire.sockets.length).toBe(1);
    expect(surroundings.listener).toBeUndefined();
    carillon.subscribe('news');
    expect(wire.sockets.length).toBe(1);
    carillon.connect();
    wire.socket.greet('2.2');
    expect(wire.socket.heard()).toEqual(['{"event":"pusher:subscribe","data":{"channel":"news"}}']);
  });

  test('a thousand reconnects leave nothing behind', async () => {
    const { carillon, wire, clock } = connectedWorld();
    carillon.subscribe('news');
    const waiting = clock.waiting;
    for (let i = 0; i < 1_000; i++) {
      await clock.advance(20_000);
      wire.socket.end(4200);
      await clock.advance(0);
      wire.socket.greet();
    }
    expect(wire.sockets.length).toBe(1_001);
    expect(clock.waiting).toBe(waiting);
    expect(wire.sockets.filter(({ isClosed }) => !isClosed).length).toBe(1);
  });

  test('where there is no way to connect it has failed, and says why', async () => {
    const { carillon } = world({ transport: undefined, WebSocket: undefined });
    const there = globalThis.WebSocket;
    // Node 22 has one of its own.
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      await expect(carillon.connect()).rejects.toMatchObject({ code: 'websocket_missing' });
      expect(carillon.connection.state).toBe('failed');
    } finally {
      if (there) globalThis.WebSocket = there;
    }
  });
});

describe('the options', () => {
  test.each([
    [{ wsHost: undefined }, 'host_missing'],
    [{ wsHost: 'https://example.com' }, 'host_invalid'],
    [{ wsHost: 'example.com:6001' }, 'host_invalid'],
  ])('%j is refused: %s', (options, code) => {
    expect(() => world(options)).toThrow(expect.objectContaining({ code }));
  });

  test('a client needs a key', async () => {
    const { Carillon } = await import('../../src/index.js');
    const { wire } = world();
    await expect(new Carillon('', { wsHost: 'a', transport: wire }).connect()).rejects.toMatchObject({ code: 'app_key_missing' });
  });

  test('a cluster stands for a host of Pusher', () => {
    const { carillon, wire } = world({ wsHost: undefined, cluster: 'eu' });
    carillon.connect();
    expect(wire.socket.url).toMatch(/^wss:\/\/ws-eu\.pusher\.com\/app\/key/);
  });
});
