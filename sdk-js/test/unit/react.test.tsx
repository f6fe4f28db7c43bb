// @vitest-environment jsdom
import { act, StrictMode, useState } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Carillon } from '../../src/index.js';
import { MockServer } from '../../src/mock/index.js';
import { CarillonProvider, useChannel, useConnectionState, useEvent, usePresence, useTyping } from '../../src/react/index.js';
import { settle } from '../support/held-clock.js';

const page = document.createElement('div');
let root: ReturnType<typeof createRoot>;
let server: MockServer;
let client: Carillon;

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** Renders, and lets everything happen that follows. */
async function show(element: React.ReactNode): Promise<string> {
  await act(async () => {
    root.render(
      <StrictMode>
        <CarillonProvider client={client}>{element}</CarillonProvider>
      </StrictMode>,
    );
    await settle();
  });
  return page.textContent ?? '';
}

async function happen(what: () => void): Promise<string> {
  await act(async () => {
    what();
    // Channels are given back in a turn of their own.
    await new Promise((resolve) => setTimeout(resolve));
    await settle();
  });
  return page.textContent ?? '';
}

beforeEach(() => {
  server = new MockServer();
  client = server.client({ id: 'ann', user_info: { name: 'Ann' } });
  root = createRoot(page);
});

afterEach(async () => {
  await act(async () => root.unmount());
  client.disconnect();
});

function Headlines({ channel }: { channel: string }) {
  const [titles, setTitles] = useState<string[]>([]);
  useEvent<{ title: string }>(channel, 'headline', ({ title }) => setTitles([...titles, title]));
  return <p>{titles.join(',')}</p>;
}

test('events are heard with the newest callback, and a channel is left with its last user', async () => {
  await show([<Headlines key="1" channel="news" />, <Headlines key="2" channel="news" />]);
  expect(await happen(() => server.trigger('news', 'headline', { title: 'Rain' }))).toBe('RainRain');
  expect(await happen(() => server.trigger('news', 'headline', { title: 'Sun' }))).toBe('Rain,SunRain,Sun');
  await show(<Headlines key="1" channel="news" />);
  await happen(() => {});
  expect(server.subscribers('news')).toBe(1);
  await show(<Headlines key="1" channel="sports" />);
  await happen(() => {});
  expect([server.subscribers('news'), server.subscribers('sports')]).toEqual([0, 1]);
  expect(server.connections[0]?.received.map(({ event }) => event)).toEqual([
    'pusher:subscribe',
    'pusher:subscribe',
    'pusher:unsubscribe',
  ]);
});

test('a channel that the program has subscribed to itself stays', async () => {
  client.subscribe('news');
  await show(<Headlines channel="news" />);
  await show(null);
  await happen(() => {});
  expect(server.subscribers('news')).toBe(1);
});

test('members come and go', async () => {
  function Members() {
    const { members, count, me } = usePresence<{ name: string }>('presence-room');
    return <p>{`${count} ${me?.id ?? 'nobody'}: ${members.map(({ id }) => id).join(',')}`}</p>;
  }
  expect(await show(<Members />)).toBe('1 ann: ann');
  const bob = server.client({ id: 'bob' });
  expect(await happen(() => bob.subscribe('presence-room'))).toBe('2 ann: ann,bob');
  expect(await happen(() => bob.disconnect())).toBe('1 ann: ann');
});

test('members of a channel that is taken away are gone', async () => {
  function Count() {
    return <p>{usePresence('presence-room').count}</p>;
  }
  expect(await show(<Count />)).toBe('1');
  const refusal = JSON.stringify({ type: 'AuthError', error: 'no longer', status: 403 });
  const taken = { event: 'pusher:subscription_error', channel: 'presence-room', data: refusal };
  expect(await happen(() => server.connections[0]?.say(taken))).toBe('0');
});

test('a channel without members is named by the error', () => {
  function Wrong() {
    return <p>{usePresence('room').count}</p>;
  }
  function WrongToo() {
    return <p>{useTyping('private-room').users}</p>;
  }
  for (const element of [<Wrong key="1" />, <WrongToo key="2" />]) {
    expect(() => renderToString(<CarillonProvider client={client}>{element}</CarillonProvider>)).toThrow(
      expect.objectContaining({
        code: 'channel_not_presence',
        message: expect.stringMatching(/^(private-)?room has no members: only channels whose names begin with presence- do\.$/),
      }),
    );
  }
});

test('who types is shown, and told', async () => {
  let typing: ReturnType<typeof useTyping> | undefined;
  function Typing() {
    typing = useTyping('presence-room');
    return <p>{typing.users.join(',')}</p>;
  }
  await show(<Typing />);
  const bob = server.client({ id: 'bob' });
  const room = bob.subscribe('presence-room');
  await happen(() => {});
  expect(await happen(() => room.trigger('client-typing', { typing: true }))).toBe('bob');
  const heard = room.once('client-typing');
  typing?.keystroke();
  expect(await heard).toEqual({ typing: true });
  expect(await happen(() => room.trigger('client-typing', { typing: false }))).toBe('');
});

test('the channel and the state of the connection are at hand', async () => {
  function State() {
    const channel = useChannel('news');
    return <p>{`${useConnectionState()} ${channel?.name ?? 'none'}`}</p>;
  }
  expect(await show(<State />)).toBe('connected news');
  expect(await happen(() => client.disconnect())).toBe('disconnected news');
});

test('on a server everything renders and nothing connects', () => {
  function All() {
    useEvent('news', 'headline', () => {});
    return (
      <p>{`${useConnectionState()} ${usePresence('presence-room').count} ${useChannel('news')?.name} ${useTyping('presence-room').users.length}`}</p>
    );
  }
  const html = renderToString(
    <CarillonProvider client={client}>
      <All />
    </CarillonProvider>,
  );
  expect(html).toBe('<p>initialized 0 undefined 0</p>');
  expect(server.connections).toEqual([]);
});

test('a page takes over what a server rendered, also when it is connected by then', async () => {
  function State() {
    return <p>{`${useConnectionState()} ${usePresence('presence-room').count}`}</p>;
  }
  const element = (
    <CarillonProvider client={client}>
      <State />
    </CarillonProvider>
  );
  const rendered = document.createElement('div');
  rendered.innerHTML = renderToString(element);
  await client.connect();
  const complaints: unknown[] = [];
  const hydrated = await act(async () => {
    const made = hydrateRoot(rendered, element, { onRecoverableError: (error) => complaints.push(error) });
    await settle();
    return made;
  });
  expect(complaints).toEqual([]);
  expect(rendered.textContent).toBe('connected 1');
  await act(async () => hydrated.unmount());
});

test('without a provider the error says what is missing', () => {
  expect(() => renderToString(<Headlines channel="news" />)).toThrow(expect.objectContaining({ code: 'provider_missing' }));
});
