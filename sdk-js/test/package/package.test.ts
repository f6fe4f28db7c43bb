import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PACKAGE } from '../support/built.js';
import { install, run } from '../support/installed.js';

const NAMES: Record<string, string[]> = {
  'carillon-js': [
    'AuthError',
    'Carillon',
    'CarillonError',
    'ConnectionError',
    'SubscriptionError',
    'Typing',
    'UsageError',
    'VERSION',
  ],
  'carillon-js/batch-auth': ['batchAuth'],
  'carillon-js/encryption': ['encryption'],
  'carillon-js/mock': ['MockServer'],
  'carillon-js/pusher': ['Pusher', 'default'],
  'carillon-js/react': [
    'CarillonProvider',
    'hooksOf',
    'useCarillon',
    'useChannel',
    'useConnectionState',
    'useEvent',
    'usePresence',
    'useTyping',
  ],
  'carillon-js/server': ['CarillonError', 'CarillonServer', 'ServerError', 'UsageError', 'Webhook'],
  'carillon-js/svelte': [
    'setCarillon',
    'storesOf',
    'useCarillon',
    'useChannel',
    'useConnectionState',
    'useEvent',
    'usePresence',
    'useTyping',
  ],
  'carillon-js/vue': [
    'carillonPlugin',
    'composablesOf',
    'useCarillon',
    'useChannel',
    'useConnectionState',
    'useEvent',
    'usePresence',
    'useTyping',
  ],
};
const paths = Object.keys(NAMES);
let folder: string;
let remove: () => void;

beforeAll(() => {
  ({ folder, remove } = install());
});
afterAll(() => remove());

const print = 'console.log(JSON.stringify(Object.keys(all).filter((name) => name !== "module.exports").sort()))';

test('every way in of package.json is tested here', () => {
  const { exports, dependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const ways = Object.keys(exports).filter((way) => !way.endsWith('.json'));
  expect(ways.map((way) => join('carillon-js', way)).sort()).toEqual(paths);
  expect(dependencies).toBeUndefined();
});

describe.each(paths)('%s', (path) => {
  test('is an ES module', () => {
    expect(JSON.parse(run(folder, `import * as all from '${path}'; ${print}`))).toEqual(NAMES[path]);
  });

  test('is a CommonJS module', () => {
    expect(JSON.parse(run(folder, `const all = require('${path}'); ${print}`))).toEqual(NAMES[path]);
  });

  // The frameworks are not this package, and look around.
  if (/react|vue|svelte/.test(path)) return;
  test('does no work when it is imported', () => {
    const touched = run(
      folder,
      `const before = Object.getOwnPropertyNames(globalThis);
      const touched = [];
      for (const name of ['setTimeout', 'setInterval', 'fetch', 'WebSocket', 'addEventListener', 'document', 'window', 'location', 'localStorage']) {
        Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return undefined; } });
      }
      await import('${path}');
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        if (!before.includes(name) && !['document', 'window', 'location', 'addEventListener', 'WebSocket', 'localStorage'].includes(name)) touched.push('global ' + name);
      }
      console.log(JSON.stringify([...new Set(touched)]));`,
    );
    expect(JSON.parse(touched)).toEqual([]);
  });
});

test.each(['mts', 'cts'])('a program in TypeScript (%s) finds its types, and those hold together', (extension) => {
  writeFileSync(
    join(folder, `program.${extension}`),
    `import { Carillon, Typing } from 'carillon-js';
    import { batchAuth } from 'carillon-js/batch-auth';
    import { encryption } from 'carillon-js/encryption';
    import { MockServer } from 'carillon-js/mock';
    import { Pusher } from 'carillon-js/pusher';
    import { CarillonServer } from 'carillon-js/server';

    interface Channels {
      news: { headline: { title: string } };
      [room: \`presence-\${string}\`]: { 'client-wave': number };
    }
    const carillon = new Carillon<Channels>('key', { wsHost: 'h', encryption });
    carillon.subscribe('news').bind('headline', ({ title }) => title.length);
    const room = carillon.subscribe('presence-a');
    room.bind('pusher:member_added', ({ id }) => id.length);
    new Typing(room).keystroke();
    new Pusher('key', { ...batchAuth({ endpoint: '/x' }), cluster: '' }).subscribe('a').bind('b', (data: unknown, { user_id }) => [data, user_id]);
    new CarillonServer({ appId: '1', key: 'k' }).webhook({ headers: {}, rawBody: '' }).isValid();
    new MockServer().client<Channels>();
    // @ts-expect-error: no such channel
    carillon.subscribe('mews');`,
  );
  const options = { noEmit: true, strict: true, target: 'es2022', lib: ['es2022', 'dom'], module: 'nodenext', types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: [`program.${extension}`] }));
  const { stdout } = spawnSync(join(PACKAGE, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

test('a client that was made and not connected keeps no process alive', () => {
  expect(run(folder, `import { Carillon } from 'carillon-js'; new Carillon('key', { wsHost: 'h' }); console.log('done')`)).toBe(
    'done\n',
  );
});

test('memory stays flat over a thousand reconnects', () => {
  const grown = Number(
    run(
      folder,
      `import { WebSocketServer, WebSocket } from 'ws';
      import { Carillon } from 'carillon-js';
      let sockets = 0;
      const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
      server.on('connection', (socket) => {
        socket.send(JSON.stringify({ event: 'pusher:connection_established', data: JSON.stringify({ socket_id: ++sockets + '.1', activity_timeout: 120 }) }));
        socket.on('message', (text) => {
          if (JSON.parse(text).event !== 'pusher:subscribe') return;
          socket.send(JSON.stringify({ event: 'pusher_internal:subscription_succeeded', channel: 'news', data: '{}' }));
          socket.close(4200);
        });
      });
      await new Promise((resolve) => server.once('listening', resolve));
      const carillon = new Carillon('key', { wsHost: '127.0.0.1', wsPort: server.address().port, forceTLS: false, WebSocket, reconnectDelay: 0 });
      const news = carillon.subscribe('news');
      const settled = async (count) => {
        while (sockets < count) await news.once('pusher:subscription_succeeded');
        gc();
        return process.memoryUsage().heapUsed;
      };
      const before = await settled(300);
      const after = await settled(1300);
      console.log(after - before);
      process.exit(0);`,
      '--expose-gc',
    ),
  );
  // A client with all that hangs on a socket would be some 10 kB each time.
  expect(grown).toBeLessThan(1_000_000);
});
