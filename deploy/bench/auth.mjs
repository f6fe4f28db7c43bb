// One client of stock pusher-js subscribes to many private channels, in each way in which it may have them authorised. Called by
// deploy/bench/auth.

import { subscribe as listen } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { startJar } from '../acceptance/libraries/lib/jar.mjs';
import { connectionToken } from '../acceptance/libraries/lib/token.mjs';

const require = createRequire(new URL('../acceptance/libraries/', import.meta.url));
const Pusher = require('pusher-js');
const { version } = require('pusher-js/package.json');
const WARM_UP = 15;
const PATIENCE = 30_000;

const { values } = parseArgs({
  options: {
    channels: { type: 'string' },
    rounds: { type: 'string' },
    'round-trip': { type: 'string' },
    out: { type: 'string' },
  },
});
const [channels, rounds, roundTrip] = [values.channels, values.rounds, values['round-trip']].map(Number);

// Counted where Node sends them, whoever asked for it: pusher-js goes one way, fetch another.
let requests = 0;
const count = (path) => {
  requests += path.endsWith('/authorize') ? 1 : 0;
};
listen('http.client.request.start', ({ request }) => count(request.path));
listen('undici:request:create', ({ request }) => count(request.path));

/** Ways to have channels authorised, as options of pusher-js. */
const WAYS = [
  {
    name: 'one request for each channel, as stock pusher-js asks',
    options: ({ endpoint, token }) => ({
      endpoint,
      transport: 'ajax',
      headersProvider: () => ({ Authorization: `Bearer ${token}` }),
    }),
  },
  {
    name: 'one request for all',
    options: (platform) => ({ customHandler: batching(platform) }),
  },
  {
    name: 'the token in the place of signatures',
    options: ({ token }) => ({ customHandler: (_, callback) => callback(null, { auth: token }) }),
  },
];

/** Waits until all who ask now have asked, and asks for them together. */
function batching({ endpoint, token }) {
  let waiting = [];
  const ask = async (asking) => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ socket_id: asking[0].socketId, channels: asking.map(({ channelName }) => channelName) }),
    });
    const signed = (await answer.json()).channels;
    for (const { channelName, callback } of asking) {
      callback(null, signed[channelName]);
    }
  };
  return ({ socketId, channelName }, callback) => {
    if (waiting.push({ socketId, channelName, callback }) === 1) {
      setTimeout(() => {
        const asking = waiting;
        waiting = [];
        ask(asking).catch((error) => asking.forEach((one) => one.callback(error, null)));
      });
    }
  };
}

/** A wire on which each byte takes half of the round trip, in either direction. */
async function startWire(port, milliseconds) {
  const ends = new Set();
  const wire = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      ends.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), milliseconds / 2));
      from.on('error', () => {});
      from.on('close', () => {
        ends.delete(from);
        setTimeout(() => to.destroy(), milliseconds / 2);
      });
    }
  });
  await new Promise((listening) => wire.listen(0, '127.0.0.1', listening));
  return {
    port: wire.address().port,
    stop() {
      ends.forEach((end) => end.destroy());
      wire.close();
    },
  };
}

function within(promise, what) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`Too late: ${what}`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Milliseconds from the first subscribe to the last success, and the requests in between. */
async function measure(way, platform) {
  const client = new Pusher(platform.key, {
    cluster: 'none',
    wsHost: '127.0.0.1',
    wsPort: platform.port,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: way.options(platform),
  });
  try {
    await within(new Promise((connected) => client.connection.bind('connected', connected)), 'connecting');
    requests = 0;
    const begun = performance.now();
    await within(
      Promise.all(
        Array.from(
          { length: channels },
          (_, n) =>
            new Promise((succeeded, failed) => {
              const channel = client.subscribe(`private-${n}`);
              channel.bind('pusher:subscription_succeeded', succeeded);
              channel.bind('pusher:subscription_error', (error) => failed(new Error(JSON.stringify(error))));
            }),
        ),
      ),
      'subscribing',
    );
    return { milliseconds: performance.now() - begun, requests };
  } finally {
    client.disconnect();
  }
}

/** The ways by turns, so that what else runs on the machine meets them all. */
async function measureAll(platform) {
  const found = WAYS.map(() => []);
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const [n, way] of WAYS.entries()) {
      const one = await measure(way, platform);
      if (round >= 0) {
        found[n].push(one);
      }
    }
  }
  return found.map((all) => {
    const times = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const counts = [...new Set(all.map((one) => one.requests))];
    if (counts.length !== 1) {
      throw new Error(`The number of requests differs between rounds: ${counts}`);
    }
    return { requests: counts[0], median: times[Math.floor(times.length / 2)], most: times.at(-1) };
  });
}

const load = loadavg().map((one) => one.toFixed(2)).join(' ');
const target = mkdtempSync(join(tmpdir(), 'carillon-bench-auth-'));
const jar = await startJar({ target });
let results;
try {
  const { CARILLON_PORT: port, CARILLON_APP_ID: id, CARILLON_APP_KEY: key, CARILLON_APP_SECRET: secret } = jar.environment;
  // Nobody's: the platform signs in who shows a user's token, and pusher-js stumbles over a sign-in that it did not ask for.
  const token = connectionToken({ key, secret, capabilities: { 'private-*': ['subscribe'] }, seconds: 3600 });
  const through = (at) => ({ key, token, port: at, endpoint: `http://127.0.0.1:${at}/apps/${id}/authorize` });
  const near = await measureAll(through(Number(port)));
  const wire = await startWire(Number(port), roundTrip);
  try {
    results = WAYS.map(({ name }, n) => ({ name, near: near[n] }));
    (await measureAll(through(wire.port))).forEach((far, n) => Object.assign(results[n], { far }));
  } finally {
    wire.stop();
  }
} finally {
  await jar.stop();
  rmSync(target, { recursive: true, force: true });
}

const ms = (value) => `${value.toFixed(1)} ms`;
const rows = results.map(
  ({ name, near, far }) =>
    `| ${name} | ${near.requests} | ${ms(near.median)} | ${ms(near.most)} | ${ms(far.median)} | ${ms(far.most)} |`,
);
const markdown = `# ${channels} private channels: what authorising them costs a client

<!-- Written by deploy/bench/auth; not to be edited here. -->

One client, pusher-js ${version} in Node ${process.versions.node}, subscribes to ${channels} private channels of the all-in-one with a connection token; from the first \`subscribe\` to the last
\`pusher:subscription_succeeded\`. Each way ${rounds} times, by turns, after ${WARM_UP} that are not counted; client, platform and the wire between them share ${cpus().length} cores; load average before it ${load}.
Figures of another machine are others.

| way | HTTP requests | median | most | median, ${roundTrip} ms round trip | most |
|---|---:|---:|---:|---:|---:|
${rows.join('\n')}

Requests are counted where Node sends them. The wire delays bytes, not the opening of connections. Node opens as many connections as there are requests; a browser opens six to a host over HTTP/1.1, so that ${channels} requests take it at least
${Math.ceil(channels / 6)} round trips one after the other, and before the first of them one more in which it asks whether the page may send a token.
`;
writeFileSync(values.out, markdown);
process.stdout.write(`${rows.join('\n')}\n`);
process.exit(0);
