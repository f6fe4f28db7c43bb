// Many clients of carillon-js in one process, each with a connection of its own and subscribed to one channel.
//
//   node crowd.mjs HOST PORT KEY CLIENTS PER_SECOND CHANNEL
//
// Ten times a second it prints a JSON object with the time in milliseconds, what is so now (connected, subscribed) and what has been so
// far: attempts to connect, those put off with 4100, other failures, clients that gave up, and events heard. It ends with its standard input.

import { createRequire } from 'node:module';
import { Carillon } from '../../../sdk-js/dist/index.js';

const { WebSocket } = createRequire(new URL('../../../sdk-js/package.json', import.meta.url))('ws');
const [host, port, key, clients, perSecond, channel] = process.argv.slice(2);
const count = { attempts: 0, postponed: 0, failed: 0, connects: 0, connected: 0, subscribed: 0, gaveUp: 0, heard: 0 };

class CountedSocket extends WebSocket {
  constructor(url, subprotocols) {
    count.attempts++;
    super(url, subprotocols, { perMessageDeflate: false });
  }
}

function join() {
  const client = new Carillon(key, { wsHost: host, wsPort: Number(port), forceTLS: false, WebSocket: CountedSocket });
  client.connection.bind('state_change', ({ previous, current }) => {
    if (previous === 'connected') count.connected--;
    if (current === 'connected') {
      count.connected++;
      count.connects++;
    }
    if (current === 'disconnected' || current === 'failed') count.gaveUp++;
  });
  client.connection.bind('error', ({ data }) => {
    if (data?.code === 4100) count.postponed++;
    else count.failed++;
  });
  const news = client.subscribe(channel);
  let isSubscribed = false;
  news.bind('pusher:subscription_succeeded', () => {
    isSubscribed = true;
    count.subscribed++;
  });
  client.connection.bind('connecting', () => {
    if (isSubscribed) count.subscribed--;
    isSubscribed = false;
  });
  news.bind('tick', () => count.heard++);
}

const began = Date.now();
let joined = 0;
setInterval(() => {
  const due = Math.min(Number(clients), Math.floor(((Date.now() - began) / 1000) * Number(perSecond)));
  for (; joined < due; joined++) join();
}, 20);
setInterval(() => console.log(JSON.stringify({ at: Date.now(), ...count })), 100);
process.stdin.on('end', () => process.exit(0)).resume();
