// A customer's backend: signs for its users with the unmodified `pusher` library, publishes with it, and serves its page.
// Beside that it holds a wire between a client and the server that a test may cut.

import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import Pusher from 'pusher';

const ROOT = join(import.meta.dirname, '..');
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html' };
const server = {
  host: process.env.CARILLON_HOST,
  port: Number(process.env.CARILLON_PORT),
};

/** What may be called from a scenario, and how the library's answers travel as JSON. */
const CALLS = {
  trigger: async (pusher, ...args) => json(await pusher.trigger(...args)),
  triggerBatch: async (pusher, ...args) => json(await pusher.triggerBatch(...args)),
  sendToUser: async (pusher, ...args) => json(await pusher.sendToUser(...args)),
  terminateUserConnections: async (pusher, ...args) => json(await pusher.terminateUserConnections(...args)),
  get: async (pusher, ...args) => json(await pusher.get(...args)),
};

/** Starts a backend on free ports. */
export async function startBackend() {
  const app = {
    id: process.env.CARILLON_APP_ID,
    key: process.env.CARILLON_APP_KEY,
    secret: process.env.CARILLON_APP_SECRET,
  };
  const pusher = new Pusher({
    appId: app.id,
    key: app.key,
    secret: app.secret,
    host: server.host,
    port: String(server.port),
    useTLS: false,
    encryptionMasterKeyBase64: Buffer.alloc(32, 7).toString('base64'),
  });
  const wire = await startWire();

  const http = createServer(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    try {
      await answer(request, response);
    } catch (error) {
      response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: error.message, status: error.status, body: error.body }));
    }
  });

  async function answer(request, response) {
    const url = new URL(request.url, 'http://backend');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    if (url.pathname === '/pusher/auth' || url.pathname === '/broadcasting/auth') {
      const form = new URLSearchParams(await body(request));
      if (form.get('user') === 'mallory') {
        response.writeHead(403).end('Forbidden');
        return;
      }
      reply(response, authorize(form));
    } else if (url.pathname === '/pusher/user-auth' || url.pathname === '/broadcasting/user-auth') {
      const form = new URLSearchParams(await body(request));
      const user = { id: form.get('user'), user_info: { name: form.get('user') } };
      if (form.get('watchlist')) {
        user.watchlist = form.get('watchlist').split(',');
      }
      reply(response, pusher.authenticateUser(form.get('socket_id'), user));
    } else if (url.pathname.startsWith('/call/')) {
      const call = CALLS[url.pathname.slice('/call/'.length)];
      reply(response, await call(pusher, ...JSON.parse(await body(request))));
    } else if (url.pathname === '/token') {
      reply(response, { token: token(url.searchParams) });
    } else if (url.pathname === '/wire/cut') {
      reply(response, { cut: wire.cut() });
    } else {
      await file(url.pathname, response);
    }
  }

  /** A connection token, made with nothing but what every language has. */
  function token(wish) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sub: wish.get('user'),
      jti: randomUUID(),
      iat: now,
      exp: now + Number(wish.get('seconds') ?? 3600),
      user_info: { name: `Name of ${wish.get('user')}` },
      capabilities: { 'private-*': ['subscribe', 'publish'], 'presence-*': ['presence'] },
    };
    const text = [{ alg: 'HS256', typ: 'JWT', kid: app.key }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${text}.${createHmac('sha256', app.secret).update(text).digest('base64url')}`;
  }

  function authorize(form) {
    const [socketId, channel] = [form.get('socket_id'), form.get('channel_name')];
    if (form.get('user') === 'forger') {
      return { ...pusher.authorizeChannel(socketId, channel), auth: `${app.key}:${'0'.repeat(64)}` };
    }
    return channel.startsWith('presence-')
      ? pusher.authorizeChannel(socketId, channel, {
          user_id: form.get('user'),
          user_info: { name: `Name of ${form.get('user')}` },
        })
      : pusher.authorizeChannel(socketId, channel);
  }

  await new Promise((listening) => http.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${http.address().port}`;
  return {
    pusher,
    /** All that a scenario needs to know, as plain data. */
    settings: { key: app.key, host: server.host, port: server.port, wirePort: wire.port, backend: url },
    async stop() {
      wire.stop();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

/** A TCP wire to the server, for those who connect through it. */
async function startWire() {
  const ends = new Set();
  const wire = createTcpServer((near) => {
    const far = connect(server.port, server.host);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ]) {
      ends.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  await new Promise((listening) => wire.listen(0, '127.0.0.1', listening));
  const cut = () => {
    const count = ends.size / 2;
    for (const end of [...ends]) {
      end.destroy();
    }
    return count;
  };
  return {
    port: wire.address().port,
    cut,
    stop() {
      cut();
      wire.close();
    },
  };
}

async function file(pathname, response) {
  const path = normalize(join(ROOT, decodeURIComponent(pathname)));
  if (!path.startsWith(ROOT + sep)) {
    response.writeHead(404).end();
    return;
  }
  const content = await readFile(path).catch(() => null);
  if (content === null) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': `${TYPES[extname(path)] ?? 'application/octet-stream'}; charset=utf-8` });
  response.end(content);
}

function reply(response, value) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function json(answer) {
  return { status: answer.status, body: await answer.json() };
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
