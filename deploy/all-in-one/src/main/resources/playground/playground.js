'use strict';

// The playground: a small Pusher client of its own, so that the page needs no library, and ready snippets beside it.
// Whatever comes from elsewhere is shown with textContent alone.

const FIRST_CHANNELS = ['my-channel', 'presence-lobby'];
const LOBBY = 'presence-lobby';
const TYPING = 'client-typing';
const LONGEST_LOG = 200;

const byId = (id) => document.getElementById(id);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function randomInt(below) {
  return crypto.getRandomValues(new Uint32Array(1))[0] % below;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// Who this tab is: somebody new on each load, so that a second tab is a second member.
const me = (() => {
  const first = ['Amber', 'Copper', 'Silver', 'Quiet', 'Merry', 'Bright', 'Swift', 'Gentle', 'Bold', 'Sunny'];
  const second = ['Fox', 'Heron', 'Otter', 'Wren', 'Lynx', 'Finch', 'Badger', 'Robin', 'Hare', 'Owl'];
  return {
    id: `visitor-${randomInt(0xffffffff).toString(36)}`,
    name: `${first[randomInt(first.length)]} ${second[randomInt(second.length)]}`,
  };
})();

/** One connection that speaks Pusher protocol 7 and comes back by itself. */
class Connection {
  constructor(url, listener) {
    this.url = url;
    this.listener = listener;
    this.attempts = 0;
    this.silence = 0;
  }

  open() {
    this.listener.stateChanged('connecting');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onmessage = (message) => this.socket === socket && this.received(message.data);
    socket.onclose = (close) => this.socket === socket && this.closed(close.code, close.reason);
  }

  send(event, data, channel) {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(channel ? { event, channel, data } : { event, data }));
    }
  }

  received(text) {
    this.watch();
    const frame = parsed(text);
    const data = typeof frame.data === 'string' ? parsed(frame.data) : frame.data;
    switch (frame.event) {
      case 'pusher:connection_established':
        this.attempts = 0;
        this.patience = data.activity_timeout;
        this.watch();
        this.listener.established(data.socket_id);
        break;
      case 'pusher:ping':
        this.send('pusher:pong', {});
        break;
      case 'pusher:pong':
        break;
      default:
        this.listener.heard(frame.event, frame.channel, data, frame.user_id);
    }
  }

  // Silence is answered with a ping, and silence after that with a new connection.
  watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.send('pusher:ping', {});
      this.silence = setTimeout(() => {
        const deaf = this.socket;
        this.socket = null;
        deaf.close();
        this.closed(4201, 'no answer to a ping');
      }, 30_000);
    }, (this.patience || 30) * 1000);
  }

  // The ranges of close codes say what to do: 4000 give up, 4100 wait, 4200 come back at once.
  closed(code, reason) {
    clearTimeout(this.silence);
    if (code >= 4000 && code < 4100) {
      this.listener.stateChanged('failed', `Refused: ${reason || code}`);
      return;
    }
    const atOnce = code >= 4200 && code < 4300 && this.attempts === 0;
    const longest = Math.min(15_000, 500 * 2 ** this.attempts++);
    // Jitter keeps a thousand clients from returning in the same instant.
    const wait = atOnce ? 0 : longest / 2 + Math.random() * (longest / 2);
    this.listener.stateChanged('connecting', `Reconnecting in ${Math.max(1, Math.ceil(wait / 1000))} s`);
    setTimeout(() => this.open(), wait);
  }
}

class Log {
  constructor(list) {
    this.list = list;
  }

  add(name, { channel = '', data, kind = '' } = {}) {
    const item = element('li', `new ${kind}`);
    const now = new Date();
    const time = element('time', '', now.toLocaleTimeString([], { hour12: false }));
    time.dateTime = now.toISOString();
    const head = element('div', 'head');
    head.append(element('span', 'name', name), element('span', 'where', channel));
    item.append(time, head);
    if (data !== undefined) item.append(element('pre', '', Log.shown(data)));
    this.list.prepend(item);
    while (this.list.children.length > LONGEST_LOG) this.list.lastElementChild.remove();
  }

  static shown(data) {
    if (typeof data === 'string') return data;
    const short = JSON.stringify(data);
    return short.length <= 72 ? short : JSON.stringify(data, null, 2);
  }
}

/** Who is in the lobby. */
class Members {
  constructor(list, count) {
    this.list = list;
    this.count = count;
    this.names = new Map();
  }

  replace(hash) {
    this.names = new Map(Object.entries(hash).map(([id, info]) => [id, Members.nameOf(id, info)]));
    this.render();
  }

  add(id, info) {
    this.names.set(id, Members.nameOf(id, info));
    this.render();
  }

  remove(id) {
    this.names.delete(id);
    this.render();
  }

  static nameOf(id, info) {
    return info && typeof info.name === 'string' ? info.name : id;
  }

  render() {
    this.count.textContent = String(this.names.size);
    this.list.replaceChildren(
      ...[...this.names].map(([id, name]) => {
        const item = element('li');
        const initials = name.split(/\s+/).map((word) => word[0]).join('').slice(0, 2).toUpperCase();
        const colour = [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 6, 7);
        const face = element('span', `face face-${colour}`, initials);
        face.setAttribute('aria-hidden', 'true');
        item.append(face, element('span', '', id === me.id ? `${name} (you)` : name));
        return item;
      }),
    );
  }
}

class Playground {
  constructor(config) {
    this.config = config;
    this.channels = new Map();
    this.log = new Log(byId('log'));
    this.members = new Members(byId('members'), byId('member-count'));
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const address = `${scheme}://${location.host}${config.pathPrefix}/app/${encodeURIComponent(config.appKey)}`;
    this.connection = new Connection(`${address}?protocol=7&client=playground&version=1`, this);
  }

  start() {
    byId('clear').addEventListener('click', () => byId('log').replaceChildren());
    byId('subscribe-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const field = byId('subscribe-channel');
      if (field.value.trim()) this.subscribe(field.value.trim());
      field.value = '';
    });
    byId('publish-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.publish();
    });
    byId('publish-data').addEventListener('input', () => this.checkData());
    byId('whisper').addEventListener('click', () => this.whisper());
    FIRST_CHANNELS.forEach((name) => this.subscribe(name));
    this.connection.open();
  }

  // What the connection tells.

  stateChanged(state, text) {
    const words = { connecting: 'Connecting', connected: 'Connected', failed: 'Failed' };
    byId('state').dataset.state = state;
    byId('state-text').textContent = text || words[state];
    if (state !== 'connected') {
      this.socketId = null;
      byId('socket-id').textContent = '';
      byId('whisper').disabled = true;
      this.members.replace({});
      this.channels.forEach((channel) => this.mark(channel, 'pending'));
    }
    // An outage is told once, however many attempts it lasts.
    if (state === 'failed' || (text && this.wasConnected)) {
      this.log.add(state === 'failed' ? text : 'connection lost', { kind: 'bad' });
    }
    this.wasConnected = state === 'connected';
  }

  established(socketId) {
    this.socketId = socketId;
    this.stateChanged('connected');
    byId('socket-id').textContent = socketId;
    this.log.add('connected', { kind: 'own', channel: `socket ${socketId}` });
    this.channels.forEach((channel, name) => this.ask(name));
  }

  heard(event, channel, data, userId) {
    switch (event) {
      case 'pusher_internal:subscription_succeeded':
        this.mark(this.channels.get(channel), 'live');
        this.log.add('subscribed', { channel, kind: 'own' });
        if (channel === LOBBY) {
          this.members.replace(data.presence.hash);
          byId('whisper').disabled = false;
        }
        return;
      case 'pusher:subscription_error':
        this.mark(this.channels.get(channel), 'refused');
        this.log.add('subscription refused', { channel, data: data.error, kind: 'bad' });
        return;
      case 'pusher:error':
        // A refused subscription is told twice; once is enough here.
        if (!channel) this.log.add('error', { data: data.message, kind: 'bad' });
        else if (data.code === 4301) this.log.add('client event refused', { channel, data: data.message, kind: 'bad' });
        return;
      case 'pusher_internal:subscription_count':
        return;
      case 'pusher_internal:member_added':
        if (channel === LOBBY) this.members.add(data.user_id, data.user_info);
        this.log.add('member added', { channel, data, kind: 'own' });
        return;
      case 'pusher_internal:member_removed':
        if (channel === LOBBY) this.members.remove(data.user_id);
        this.log.add('member removed', { channel, data, kind: 'own' });
        return;
      default:
        if (event === TYPING && channel === LOBBY) this.showTyping(userId);
        this.log.add(event, { channel, data });
    }
  }

  // What the visitor does.

  subscribe(name) {
    if (this.channels.has(name)) return;
    const item = element('li', '', name);
    const leave = element('button', '', '\u00d7');
    leave.type = 'button';
    leave.setAttribute('aria-label', `Unsubscribe from ${name}`);
    leave.addEventListener('click', () => this.unsubscribe(name));
    item.append(leave);
    byId('channels').append(item);
    this.channels.set(name, item);
    this.mark(item, 'pending');
    if (this.socketId) this.ask(name);
  }

  unsubscribe(name) {
    this.connection.send('pusher:unsubscribe', { channel: name });
    this.channels.get(name).remove();
    this.channels.delete(name);
    this.log.add('unsubscribed', { channel: name, kind: 'own' });
    if (name === LOBBY) {
      this.members.replace({});
      byId('whisper').disabled = true;
    }
  }

  mark(item, state) {
    if (item) item.dataset.state = state;
  }

  async ask(name) {
    if (!/^(private|presence)-/.test(name)) {
      this.connection.send('pusher:subscribe', { channel: name });
      return;
    }
    const socketId = this.socketId;
    const form = new URLSearchParams({ socket_id: socketId, channel_name: name, user_id: me.id, user_name: me.name });
    const response = await fetch('/playground/auth', { method: 'POST', body: form });
    const answer = await response.json();
    // A signature is good for one socket: after a reconnect another was asked for.
    if (socketId !== this.socketId || !this.channels.has(name)) return;
    if (!response.ok) {
      this.heard('pusher:subscription_error', name, { error: answer.error });
      return;
    }
    this.connection.send('pusher:subscribe', { channel: name, ...answer });
  }

  checkData() {
    const field = byId('publish-data');
    const hint = byId('data-hint');
    try {
      JSON.parse(field.value);
      field.removeAttribute('aria-invalid');
      hint.className = 'hint';
      hint.textContent = '';
      return true;
    } catch (problem) {
      field.setAttribute('aria-invalid', 'true');
      hint.className = 'hint bad';
      hint.textContent = `Not valid JSON (${problem.message}). It would be published as plain text.`;
      return false;
    }
  }

  async publish() {
    const text = byId('publish-data').value;
    const body = {
      name: byId('publish-event').value.trim(),
      channel: byId('publish-channel').value.trim(),
      data: this.checkData() ? JSON.stringify(JSON.parse(text)) : text,
    };
    const output = byId('answer');
    const began = performance.now();
    try {
      const response = await fetch(`/apps/${this.config.appId}/events`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.config.serverToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = await response.text();
      const took = Math.round(performance.now() - began);
      output.className = response.ok ? 'good' : 'bad';
      output.textContent = response.ok
        ? `${response.status} ${answer} in ${took} ms`
        : `${response.status} ${parsed(answer).error || answer}`;
    } catch {
      output.className = 'bad';
      output.textContent = 'No answer: is Carillon still running?';
    }
  }

  whisper() {
    this.connection.send(TYPING, { name: me.name }, LOBBY);
    const typing = byId('typing');
    typing.textContent = 'Whispered to everybody else in the lobby.';
    this.forgetTyping();
  }

  showTyping(userId) {
    byId('typing').textContent = `${this.members.names.get(userId) || userId} is typing\u2026`;
    this.forgetTyping();
  }

  forgetTyping() {
    clearTimeout(this.typingShown);
    this.typingShown = setTimeout(() => {
      byId('typing').textContent = '';
    }, 3000);
  }
}

/** Ready code for a backend or a page, by the name of its tab. */
function snippets(config) {
  const tls = location.protocol === 'https:';
  const scheme = tls ? 'https' : 'http';
  const host = location.hostname;
  const port = location.port || (tls ? '443' : '80');
  const { appId: id, appKey: key, appSecret: secret, serverToken: token, pathPrefix } = config;
  const base = `${scheme}://${location.host}`;
  const wsPath = pathPrefix ? `\n  wsPath: '${pathPrefix}',` : '';
  return {
    curl: [
      [
        'Publish with the server token',
        `curl -H 'Authorization: Bearer ${token}' \\
     -H 'Content-Type: application/json' \\
     -d '{"name":"greeting","channel":"my-channel","data":{"text":"Hello"}}' \\
     ${base}/apps/${id}/events`,
      ],
      [
        'Ask which channels are occupied',
        `curl -H 'Authorization: Bearer ${token}' ${base}/apps/${id}/channels`,
      ],
    ],
    'pusher-js': [
      [
        'npm install pusher-js',
        `import Pusher from 'pusher-js';

const pusher = new Pusher('${key}', {
  cluster: '',
  wsHost: '${host}',
  wsPort: ${port},
  wssPort: ${port},${wsPath}
  httpHost: '${host}',
  httpPort: ${port},
  httpsPort: ${port},
  forceTLS: ${tls},
  enabledTransports: ['ws', 'wss'],
  enableStats: false,
  // Signs for everybody, for development. Later: an endpoint of your own.
  channelAuthorization: { endpoint: '${base}/playground/auth' },
  userAuthentication: { endpoint: '${base}/playground/user-auth' },
});

pusher.subscribe('my-channel').bind('greeting', (data) => console.log(data));`,
      ],
    ],
    Laravel: [
      [
        '.env',
        `BROADCAST_CONNECTION=pusher

PUSHER_APP_ID=${id}
PUSHER_APP_KEY=${key}
PUSHER_APP_SECRET=${secret}
PUSHER_APP_CLUSTER=mt1
PUSHER_HOST=${host}
PUSHER_PORT=${port}
PUSHER_SCHEME=${scheme}

VITE_PUSHER_APP_KEY="\${PUSHER_APP_KEY}"
VITE_PUSHER_HOST="\${PUSHER_HOST}"
VITE_PUSHER_PORT="\${PUSHER_PORT}"
VITE_PUSHER_SCHEME="\${PUSHER_SCHEME}"`,
      ],
      [
        'resources/js/echo.js, after npm install laravel-echo pusher-js',
        `import Echo from 'laravel-echo';
import Pusher from 'pusher-js';

window.Pusher = Pusher;
window.Echo = new Echo({
  broadcaster: 'pusher',
  key: import.meta.env.VITE_PUSHER_APP_KEY,
  cluster: '',
  wsHost: import.meta.env.VITE_PUSHER_HOST,
  wsPort: import.meta.env.VITE_PUSHER_PORT,
  wssPort: import.meta.env.VITE_PUSHER_PORT,${wsPath}
  forceTLS: import.meta.env.VITE_PUSHER_SCHEME === 'https',
  enabledTransports: ['ws', 'wss'],
  enableStats: false,
});`,
      ],
    ],
    Java: [
      [
        'com.pusher:pusher-http-java',
        `import com.pusher.rest.Pusher;
import java.util.Map;

var pusher = new Pusher("${id}", "${key}", "${secret}");
pusher.setHost("${host}:${port}");
pusher.setEncrypted(${tls});

pusher.trigger("my-channel", "greeting", Map.of("text", "Hello from Java"));`,
      ],
    ],
    Node: [
      [
        'npm install pusher',
        `import Pusher from 'pusher';

const pusher = new Pusher({
  appId: '${id}',
  key: '${key}',
  secret: '${secret}',
  host: '${host}',
  port: '${port}',
  useTLS: ${tls},
});

await pusher.trigger('my-channel', 'greeting', { text: 'Hello from Node' });`,
      ],
    ],
    PHP: [
      [
        'composer require pusher/pusher-php-server',
        `<?php
require 'vendor/autoload.php';

$pusher = new Pusher\\Pusher('${key}', '${secret}', '${id}', [
    'host' => '${host}',
    'port' => ${port},
    'scheme' => '${scheme}',
]);

$pusher->trigger('my-channel', 'greeting', ['text' => 'Hello from PHP']);`,
      ],
    ],
    Python: [
      [
        'pip install pusher',
        `import pusher

client = pusher.Pusher(
    app_id="${id}",
    key="${key}",
    secret="${secret}",
    host="${host}",
    port=${port},
    ssl=${tls ? 'True' : 'False'},
)

client.trigger("my-channel", "greeting", {"text": "Hello from Python"})`,
      ],
    ],
  };
}

async function copy(text, button) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers keep the clipboard from pages that are neither on localhost nor encrypted; this old way still works there.
    const field = element('textarea', 'hidden', text);
    document.body.append(field);
    field.select();
    copied = document.execCommand('copy');
    field.remove();
  }
  button.textContent = copied ? 'Copied' : 'Select and copy by hand';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 1500);
}

function showSnippets(config) {
  const tabs = Object.entries(snippets(config)).map(([name, blocks], index) => {
    const tab = element('button', '', name);
    tab.type = 'button';
    tab.id = `tab-${index}`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', `panel-${index}`);
    const panel = element('div');
    panel.id = `panel-${index}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    panel.append(
      ...blocks.map(([title, code]) => {
        const button = element('button', '', 'Copy');
        button.type = 'button';
        button.setAttribute('aria-label', `Copy: ${title}`);
        button.addEventListener('click', () => copy(code, button));
        const head = element('div', 'snippet-head');
        head.append(element('span', '', title), button);
        const text = element('pre', '', code);
        text.tabIndex = 0;
        const snippet = element('div', 'snippet');
        snippet.append(head, text);
        return snippet;
      }),
    );
    return { tab, panel };
  });

  const select = (chosen) => {
    tabs.forEach(({ tab, panel }, index) => {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panel.hidden = index !== chosen;
    });
  };
  tabs.forEach(({ tab }, index) => {
    tab.addEventListener('click', () => select(index));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (index + step + tabs.length) % tabs.length;
      select(next);
      tabs[next].tab.focus();
    });
  });
  byId('tabs').append(...tabs.map(({ tab }) => tab));
  byId('panels').append(...tabs.map(({ panel }) => panel));
  select(0);
}

async function main() {
  const response = await fetch('/playground/config.json');
  const config = await response.json();
  showSnippets(config);
  new Playground(config).start();
}

main();
