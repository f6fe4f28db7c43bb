// @vitest-environment jsdom

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp, createSSRApp, defineComponent, h, nextTick, type Ref, ref } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Carillon } from '../../src/index.js';
import { MockServer } from '../../src/mock/index.js';
import { carillonPlugin, useChannel, useConnectionState, useEvent, usePresence, useTyping } from '../../src/vue/index.js';
import { settle } from '../support/held-clock.js';

let server: MockServer;
let client: Carillon;
let page: HTMLElement;
let unmount = () => {};

function show(setup: () => () => unknown): void {
  const app = createApp(defineComponent({ setup }) as never).use(carillonPlugin, client);
  app.mount(page);
  unmount = () => app.unmount();
}

async function text(what: () => void = () => {}): Promise<string> {
  what();
  await new Promise((resolve) => setTimeout(resolve));
  await settle();
  await nextTick();
  return page.textContent ?? '';
}

beforeEach(() => {
  server = new MockServer();
  client = server.client({ id: 'ann' });
  page = document.createElement('div');
});

afterEach(() => {
  unmount();
  unmount = () => {};
  client.disconnect();
});

test('events are heard, also of another channel when its name changes, and no more after the end', async () => {
  const titles: string[] = [];
  const name = ref('news');
  show(() => {
    useEvent<{ title: string }>(name, 'headline', ({ title }) => titles.push(title));
    return () => h('p');
  });
  await text();
  await text(() => server.trigger('news', 'headline', { title: 'Rain' }));
  await text(() => {
    name.value = 'sports';
  });
  await text(() => server.trigger(['news', 'sports'], 'headline', { title: 'Goal' }));
  expect(titles).toEqual(['Rain', 'Goal']);
  expect([server.subscribers('news'), server.subscribers('sports')]).toEqual([0, 1]);
  await text(() => unmount());
  unmount = () => {};
  expect(server.subscribers('sports')).toBe(0);
});

test('members, typing, channel and state are refs', async () => {
  let channel: Readonly<Ref<unknown>> | undefined;
  show(() => {
    const presence = usePresence('presence-room');
    const typing = useTyping('presence-room');
    const state = useConnectionState();
    channel = useChannel('presence-room');
    return () => h('p', `${state.value} ${presence.value.members.map(({ id }) => id)} ${typing.users.value}`);
  });
  expect(await text()).toBe('connected ann ');
  const room = server.client({ id: 'bob' }).subscribe('presence-room');
  expect(await text()).toBe('connected ann,bob ');
  expect(await text(() => room.trigger('client-typing', { typing: true }))).toBe('connected ann,bob bob');
  expect(channel?.value).toBe(client.channel('presence-room'));
});

test('a name that is said again is the same: nobody stops, and nobody is forgotten', async () => {
  const room = ref({ id: 'room' });
  show(() => {
    const { users } = useTyping(() => `presence-${room.value.id}`);
    return () => h('p', `${users.value}`);
  });
  await text();
  const his = server.client({ id: 'bob' }).subscribe('presence-room');
  await text();
  expect(await text(() => his.trigger('client-typing', { typing: true }))).toBe('bob');
  expect(
    await text(() => {
      room.value = { id: 'room' };
    }),
  ).toBe('bob');
});

test('on a server everything renders and nothing connects', async () => {
  const app = createSSRApp({
    setup() {
      const [presence, state] = [usePresence('presence-room'), useConnectionState()];
      useEvent('news', 'headline', () => {});
      return () => h('p', `${state.value} ${presence.value.count}`);
    },
  }).use(carillonPlugin, client);
  expect(await renderToString(app)).toBe('<p>initialized 0</p>');
  expect(server.connections).toEqual([]);
});
