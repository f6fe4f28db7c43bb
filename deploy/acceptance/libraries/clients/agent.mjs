// People with a JavaScript client, driven from outside: each line of standard input is something that one of them does, each
// line of standard output is the answer to that or something that one of them is told.
//
//   node agent.mjs carillon-js|pusher-js

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const PATIENCE = 15_000;

const libraries = {
  async 'carillon-js'() {
    const sdk = new URL('../../../../sdk-js/', import.meta.url);
    const { Carillon } = await import(new URL('dist/index.js', sdk));
    const { encryption } = await import(new URL('dist/encryption/index.js', sdk));
    // Node before 22 has no WebSocket of its own.
    const WebSocket = globalThis.WebSocket ?? createRequire(new URL('package.json', sdk))('ws').WebSocket;
    return (key, options) => new Carillon(key, { ...options, encryption, WebSocket });
  },
  async 'pusher-js'() {
    const { default: Pusher } = await import('pusher-js');
    return (key, options) => new Pusher(key, { ...options, cluster: 'none', enabledTransports: ['ws'] });
  },
};
const make = await libraries[process.argv[2]]();

/** Somebody with a client; what they do has the names of the commands. */
class Person {
  #client;
  #tell;

  constructor(tell) {
    this.#tell = tell;
  }

  connect({ key, host, port, channels, users }) {
    this.#client = make(key, {
      wsHost: host,
      wsPort: port,
      forceTLS: false,
      channelAuthorization: { endpoint: channels, transport: 'ajax' },
      userAuthentication: { endpoint: users, transport: 'ajax' },
    });
    const { connection, user } = this.#client;
    for (const state of ['connected', 'disconnected', 'failed']) {
      connection.bind(state, () => this.#tell(state));
    }
    connection.bind('error', (error) => this.#tell(`error ${error.data?.code ?? error.error?.data?.code ?? error.type}`));
    for (const change of ['online', 'offline']) {
      user.watchlist.bind(change, ({ user_ids }) => this.#tell(`${change} ${user_ids.join(' ')}`));
    }
    this.#client.connect();
  }

  subscribe({ channel: name, events }) {
    const channel = this.#client.subscribe(name);
    channel.bind('pusher:subscription_succeeded', () => this.#tell(`subscribed ${name}`));
    channel.bind('pusher:subscription_error', ({ status, message, error }) => {
      this.#tell(`refused ${name} ${status}: ${error ?? message}`);
    });
    channel.bind('pusher:cache_miss', () => this.#tell(`miss ${name}`));
    channel.bind('pusher:member_added', ({ id, info }) => this.#tell(`${name} joined ${id} ${text(info)}`));
    channel.bind('pusher:member_removed', ({ id }) => this.#tell(`${name} left ${id}`));
    for (const event of events) {
      channel.bind(event, (data, metadata) => {
        const sender = metadata?.user_id;
        this.#tell(`${name} ${event} ${text(data)}${sender === undefined ? '' : ` from ${sender}`}`);
      });
    }
  }

  unsubscribe({ channel }) {
    this.#client.unsubscribe(channel);
  }

  trigger({ channel, event, data }) {
    if (!this.#client.channel(channel).trigger(event, JSON.parse(data))) {
      throw new Error(`${event} was not sent`);
    }
  }

  members({ channel }) {
    const members = {};
    this.#client.channel(channel).members.each(({ id, info }) => {
      members[id] = text(info);
    });
    return members;
  }

  async signIn({ events }) {
    const { user } = this.#client;
    for (const event of events) {
      user.bind(event, (data) => this.#tell(`${event} ${text(data)}`));
    }
    this.#client.signin();
    await within(user.signinDonePromise);
    return user.user_data?.id;
  }

  disconnect() {
    this.#client.disconnect();
  }
}

const people = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const { id, person, does, ...details } = JSON.parse(line);
  if (!people.has(person)) {
    people.set(person, new Person((told) => say({ person, told })));
  }
  // Not awaited: others go on while one waits.
  perform(people.get(person), does, details).then(
    (value) => say({ id, value }),
    (error) => say({ id, error: String(error?.stack ?? error) }),
  );
}
process.exit(0);

async function perform(person, does, details) {
  return person[does](details);
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function text(data) {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function within(promise) {
  const late = new Promise((_, failed) => setTimeout(failed, PATIENCE, new Error('Too late')).unref());
  return Promise.race([promise, late]);
}
