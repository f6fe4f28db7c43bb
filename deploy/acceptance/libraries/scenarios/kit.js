// What scenarios are written with. Nothing here or in a scenario knows whether it runs in Node or in a page.

/** More than a loaded machine needs: who waits for something waits no longer than it takes. */
const PATIENCE = 30_000;
let names = 0;

export class Kit {
  constructor(settings) {
    this.settings = settings;
    this.run = Math.random().toString(36).slice(2, 10);
    this.clients = [];
  }

  /** A name that no other scenario has. */
  unique(prefix) {
    names += 1;
    return `${prefix}-${this.run}-${names}`;
  }

  /** Options with which a Pusher client finds the server and the customer's backend; a customer changes nothing else. */
  options({ user = 'alice', watchlist = '', throughWire = false, ...more } = {}) {
    const { backend, host, port, wirePort } = this.settings;
    return {
      cluster: 'none',
      wsHost: host,
      wsPort: throughWire ? wirePort : port,
      forceTLS: false,
      enabledTransports: ['ws'],
      channelAuthorization: { endpoint: `${backend}/pusher/auth`, transport: 'ajax', params: { user } },
      userAuthentication: { endpoint: `${backend}/pusher/user-auth`, transport: 'ajax', params: { user, watchlist } },
      ...more,
    };
  }

  /** The customer's backend calls a method of the `pusher` library. */
  async backend(method, ...args) {
    const response = await fetch(`${this.settings.backend}/call/${method}`, {
      method: 'POST',
      body: JSON.stringify(args),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} failed: ${JSON.stringify(answer)}`);
    }
    return answer;
  }

  trigger(channel, event, data, params) {
    return this.backend('trigger', channel, event, data, params);
  }

  /** A connection token for a user, as the customer's backend makes it. */
  async token(user, seconds = 3600) {
    const response = await fetch(`${this.settings.backend}/token?user=${user}&seconds=${seconds}`);
    return (await response.json()).token;
  }

  /** Options that hand a token over wherever a signature would go, and count how often that was asked for. */
  withToken(user, token) {
    const asked = [];
    return {
      asked,
      channelAuthorization: {
        customHandler: ({ channelName }, callback) => {
          asked.push(channelName);
          callback(null, { auth: token, channel_data: JSON.stringify({ user_id: user }) });
        },
      },
      userAuthentication: {
        customHandler: (_, callback) => callback(null, { auth: token, user_data: JSON.stringify({ id: user }) }),
      },
    };
  }

  /** Tears the connections of all clients that came through the wire, without a word. */
  async cutWire() {
    const answer = await fetch(`${this.settings.backend}/wire/cut`, { method: 'POST' });
    return (await answer.json()).cut;
  }

  /** The next event of this name on a client, channel or connection. */
  once(target, event) {
    return within(
      new Promise((heard) => {
        const handler = (data) => {
          target.unbind(event, handler);
          heard(data);
        };
        target.bind(event, handler);
      }),
      `waiting for ${event}`,
    );
  }

  /** All events of this name, as they come. */
  heard(target, event) {
    const list = [];
    target.bind(event, (data) => list.push(data));
    return list;
  }

  /** A connected Pusher client. */
  async connected(Pusher, options) {
    const client = this.client(Pusher, options);
    if (client.connection.state !== 'connected') {
      await this.once(client.connection, 'connected');
    }
    return client;
  }

  /** A Pusher client that is hung up when the scenario is over. */
  client(Pusher, options) {
    const client = new Pusher(this.settings.key, this.options(options));
    this.clients.push(client);
    return client;
  }

  /** A channel whose subscription has succeeded. */
  async subscribed(client, name) {
    const channel = client.subscribe(name);
    if (!channel.subscribed) {
      await within(
        new Promise((succeeded, failed) => {
          channel.bind('pusher:subscription_succeeded', succeeded);
          channel.bind('pusher:subscription_error', (error) => failed(new Error(JSON.stringify(error))));
        }),
        `subscribing to ${name}`,
      );
    }
    return channel;
  }

  /** Waits until a condition holds. */
  async until(condition, what) {
    const deadline = Date.now() + PATIENCE;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(`Never happened: ${what}`);
      }
      await new Promise((again) => setTimeout(again, 10));
    }
  }

  equal(actual, expected, what = '') {
    const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (a !== e) {
      throw new Error(`${what} expected ${e}, but got ${a}`);
    }
  }

  close() {
    for (const client of this.clients) {
      client.disconnect();
    }
  }
}

/** Rejects when a promise takes too long. */
export function within(promise, what, milliseconds = PATIENCE) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`Too late: ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
