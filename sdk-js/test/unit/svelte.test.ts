// @vitest-environment jsdom
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mount, unmount } from 'svelte';
import { compile } from 'svelte/compiler';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Carillon } from '../../src/index.js';
import { MockServer } from '../../src/mock/index.js';
import { settle } from '../support/held-clock.js';

const SOURCE = `
<script>
  import { setCarillon, useChannel, useConnectionState, useEvent, usePresence, useTyping } from 'HOOKS';
  let { client, hear } = $props();
  setCarillon(client);
  const channel = useChannel('news');
  const state = useConnectionState();
  const presence = usePresence('presence-room');
  const typing = useTyping('presence-room');
  const users = typing.users;
  useEvent('news', 'headline', hear);
</script>
<p>{$state} {$channel?.name} {$presence.members.map(({ id }) => id)} {$users}</p>
`;

/** Whose channel changes. */
const CHANGING = `
<script>
  import { toStore } from 'svelte/store';
  import { setCarillon, useChannel, useEvent, usePresence, useTyping } from 'HOOKS';
  let { client, hear, keep } = $props();
  let room = $state('a');
  setCarillon(client);
  const name = toStore(() => 'presence-' + room);
  const channel = useChannel(name);
  const presence = usePresence(name);
  const { users, keystroke } = useTyping(name);
  useEvent(name, 'message', hear);
  keep({ keystroke, go: (to) => { room = to; } });
</script>
<p>{$channel?.name} {$presence.count} {$users}</p>
`;

// Beside this test, so that it finds what this test finds.
const folder = mkdtempSync(join(import.meta.dirname, '.svelte-'));
let server: MockServer;
let client: Carillon;
let page: HTMLElement;

beforeEach(() => {
  server = new MockServer();
  client = server.client({ id: 'ann' });
  page = document.createElement('div');
});

afterEach(() => client.disconnect());
afterAll(() => rmSync(folder, { recursive: true }));

async function text(what: () => void = () => {}): Promise<string> {
  what();
  await new Promise((resolve) => setTimeout(resolve));
  await settle();
  return page.textContent ?? '';
}

async function compiled(name: string, source: string) {
  const hooks = join(import.meta.dirname, '../../src/svelte/index.ts');
  const file = join(folder, `${name}.js`);
  writeFileSync(file, compile(source.replace('HOOKS', hooks), { generate: 'client' }).js.code);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)).default;
}

test('events, members, typing, channel and state are at hand while the component is mounted', async () => {
  const Component = await compiled('component', SOURCE);
  const titles: string[] = [];
  const component = mount(Component, {
    target: page,
    props: { client, hear: ({ title }: { title: string }) => titles.push(title) },
  });
  expect(await text()).toBe('connected news ann ');
  const room = server.client({ id: 'bob' }).subscribe('presence-room');
  expect(await text()).toBe('connected news ann,bob ');
  expect(await text(() => room.trigger('client-typing', { typing: true }))).toBe('connected news ann,bob bob');
  await text(() => server.trigger('news', 'headline', { title: 'Rain' }));
  expect(titles).toEqual(['Rain']);
  await unmount(component);
  await text();
  expect([server.subscribers('news'), server.subscribers('presence-room')]).toEqual([0, 1]);
});

test('a store of names takes the hooks along', async () => {
  const Component = await compiled('changing', CHANGING);
  const heard: unknown[] = [];
  let kept: { keystroke: () => void; go: (room: string) => void } | undefined;
  const props = {
    client,
    hear: (data: unknown) => heard.push(data),
    keep: (functions: typeof kept) => {
      kept = functions;
    },
  };
  const component = mount(Component, { target: page, props });
  expect(await text()).toBe('presence-a 1 ');
  const room = server.client({ id: 'bob' }).subscribe('presence-b');
  expect(await text(() => kept?.go('b'))).toBe('presence-b 2 ');
  // Channels are given back in a turn of their own.
  await text();
  expect(server.subscribers('presence-a')).toBe(0);
  const typing = room.once('client-typing');
  kept?.keystroke();
  expect(await typing).toEqual({ typing: true });
  await text(() => server.trigger(['presence-a', 'presence-b'], 'message', 1));
  expect(heard).toEqual([1]);
  await unmount(component);
  await text();
  expect(server.subscribers('presence-b')).toBe(1);
});
