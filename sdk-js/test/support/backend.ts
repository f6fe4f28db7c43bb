// A customer's backend, written with carillon-js/server: signs for its users, publishes, and serves a page and what that loads. Beside that it
// holds a wire between a client and the server that a test may cut.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { CarillonServer, ServerError } from '../../src/server/index.js';
import type { App } from './carillon-process.js';

const REPOSITORY = join(import.meta.dirname, '../../..');
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

export type Backend = Awaited<ReturnType<typeof startBackend>>;

export async function startBackend(app: App) {
  const { hostname, port } = new URL(app.url);
  const server = new CarillonServer({
    appId: app.id,
    key: app.key,
    secret: app.secret,
    host: hostname,
    port,
    useTLS: false,
    encryptionMasterKeyBase64: Buffer.alloc(32, 7).toString('base64'),
  });
  const wire = await startWire(hostname, Number(port));
  const authRequests: string[] = [];

  /** As the scenarios call them: methods of Pusher's library, whose answers are HTTP's. */
  const calls: Record<string, (...args: never[]) => Promise<unknown>> = {
    trigger: async (...args: Parameters<CarillonServer['trigger']>) => ({ status: 200, body: await server.trigger(...args) }),
    sendToUser: async (...args: Parameters<CarillonServer['sendToUser']>) => ({
      status: 200,
      body: await server.sendToUser(...args),
    }),
    terminateUserConnections: async (userId: string) => {
      await server.terminateUserConnections(userId);
      return { status: 200, body: {} };
    },
  };

  const http = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    try {
      await answer(request, response);
    } catch (error) {
      reply(response, { error: String(error) }, error instanceof ServerError ? 502 : 500);
    }
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://backend');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    if (pathname.startsWith('/call/')) {
      const call = calls[pathname.slice('/call/'.length)] as (...args: unknown[]) => Promise<unknown>;
      return reply(
        response, // JSON has null where the page had nothing.
        await call(...JSON.parse(await bodyOf(request)).map((argument: unknown) => argument ?? undefined)),
      );
    }
    if (pathname === '/token') return reply(response, { token: tokenFor(searchParams) });
    if (pathname === '/wire/cut') return reply(response, { cut: wire.cut() });
    if (pathname === '/authorize') return authorizeBatch(request, response);
    if (pathname.startsWith('/pusher/')) return authorize(pathname, new URLSearchParams(await bodyOf(request)), response);
    return file(pathname, response);
  }

  /** A connection token as the scenarios wish for it. */
  function tokenFor(wish: URLSearchParams): string {
    return server.connectionToken({
      userId: wish.get('user') ?? undefined,
      userInfo: { name: `Name of ${wish.get('user')}` },
      capabilities: { 'private-*': ['subscribe', 'publish'], 'presence-*': ['presence'] },
      expiresIn: Number(wish.get('seconds') ?? 3_600),
    });
  }

  /** A token of somebody whose app has no backend, in which the platform itself signs for its rooms. */
  function tokenForRooms(user: string, expiresIn: number): string {
    return server.connectionToken({
      userId: user,
      userInfo: { name: `Name of ${user}` },
      capabilities: { 'private-room-*': ['subscribe', 'publish'], 'presence-room-*': ['presence'] },
      expiresIn,
    });
  }

  async function authorizeBatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    authRequests.push(text);
    reply(response, await server.authorizeBatch(JSON.parse(text), { id: 'alice' }, (channel) => !channel.includes('closed')));
  }

  function authorize(pathname: string, form: URLSearchParams, response: ServerResponse): void {
    const [socketId, channel, user] = [form.get('socket_id') ?? '', form.get('channel_name') ?? '', form.get('user') ?? 'alice'];
    if (user === 'mallory') return reply(response, { error: 'Forbidden' }, 403);
    if (pathname.endsWith('user-auth')) {
      const watchlist = form.get('watchlist')?.split(',').filter(Boolean);
      return reply(response, server.authenticateUser(socketId, { id: user, user_info: { name: user }, watchlist }));
    }
    const member = channel.startsWith('presence-') ? { user_id: user, user_info: { name: `Name of ${user}` } } : undefined;
    const signed = server.authorizeChannel(socketId, channel, member);
    reply(response, user === 'forger' ? { ...signed, auth: `${app.key}:${'0'.repeat(64)}` } : signed);
  }

  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    server,
    url,
    /** What was asked of the endpoint for many channels at once. */
    authRequests,
    wire,
    /** All that a scenario needs to know, as plain data. */
    settings: {
      key: app.key,
      host: hostname,
      port: Number(port),
      wirePort: wire.port,
      backend: url,
      endpoint: `${app.url}/apps/${app.id}/authorize`,
      tokens: { ann: tokenForRooms('ann', 3_600), bob: tokenForRooms('bob', 3_600), late: tokenForRooms('late', -60) },
    },
    async stop() {
      wire.stop();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

/** A TCP wire to the server, for those who connect through it. */
async function startWire(host: string, port: number) {
  const ends = new Set<Socket>();
  const wire = createTcpServer((near) => {
    const far = connect(port, host);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  await new Promise<void>((listening) => wire.listen(0, '127.0.0.1', listening));
  const cut = () => {
    const count = ends.size / 2;
    for (const end of [...ends]) end.destroy();
    return count;
  };
  return {
    port: (wire.address() as AddressInfo).port,
    cut,
    /** From now on nothing comes through, and nobody is told. */
    freeze() {
      for (const end of ends) end.unpipe().pause();
    },
    stop() {
      cut();
      wire.close();
    },
  };
}

async function file(pathname: string, response: ServerResponse): Promise<void> {
  const path = normalize(join(REPOSITORY, decodeURIComponent(pathname)));
  const content = path.startsWith(REPOSITORY + sep) ? await readFile(path).catch(() => null) : null;
  if (content === null) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': `${TYPES[extname(path)] ?? 'application/octet-stream'}; charset=utf-8` });
  response.end(content);
}

function reply(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
