import { expect, expectTypeOf, test } from 'vitest';
import type { Client } from '../../src/bindings/index.js';
import { Carillon, type Channel, type Members, type PresenceChannel, type SubscriptionError } from '../../src/index.js';
import * as react from '../../src/react/index.js';
import * as svelte from '../../src/svelte/index.js';
import * as vue from '../../src/vue/index.js';

interface Channels {
  news: { headline: { title: string } };
  [chat: `private-chat-${string}`]: { 'client-typing': { who: string } };
  [room: `presence-${string}`]: { note: number };
}

const carillon = new Carillon<Channels>('key', { wsHost: 'h' });

test('events have the data that the map says', () => {
  const heard = (_: () => void) => {};
  heard(() => {
    carillon.subscribe('news').bind('headline', (story) => expectTypeOf(story).toEqualTypeOf<{ title: string }>());
    carillon.subscribe('private-chat-7').bind('client-typing', ({ who }) => expectTypeOf(who).toEqualTypeOf<string>());
    carillon.subscribe('private-chat-7').trigger('client-typing', { who: 'ann' });
    carillon.subscribe('presence-a').bind('note', (note) => expectTypeOf(note).toEqualTypeOf<number>());
    carillon
      .subscribe('news')
      .bind('pusher:subscription_error', (error) => expectTypeOf(error).toEqualTypeOf<SubscriptionError>());
    carillon
      .subscribe('presence-a')
      .bind('pusher:subscription_succeeded', (members) => expectTypeOf(members).toEqualTypeOf<Members<any>>());
    // @ts-expect-error: no such channel
    carillon.subscribe('mews');
    // @ts-expect-error: no such event
    carillon.subscribe('news').bind('headlines', () => {});
    // @ts-expect-error: other data
    carillon.subscribe('private-chat-7').trigger('client-typing', { whom: 'ann' });
  });
});

test('without a map everything may be', () => {
  const any = new Carillon('key', { wsHost: 'h' });
  expectTypeOf(any.subscribe<'news'>).returns.toEqualTypeOf<Channel>();
  expectTypeOf(any.subscribe<'presence-a'>).returns.toEqualTypeOf<PresenceChannel>();
});

test('hooks take every client', () => {
  expectTypeOf(carillon).toExtend<Client>();
});

test('hooks of an app that says what is on its channels check names and data', () => {
  const hooks = react.hooksOf<Channels>();
  const composables = vue.composablesOf<Channels>();
  const stores = svelte.storesOf<Channels>();
  const heard = (_: () => void) => {};
  heard(() => {
    hooks.useEvent('news', 'headline', (story) => expectTypeOf(story).toEqualTypeOf<{ title: string }>());
    hooks.useEvent('presence-a', 'note', (note) => expectTypeOf(note).toEqualTypeOf<number>());
    hooks.useEvent('presence-a', 'pusher:member_added', ({ id }) => expectTypeOf(id).toEqualTypeOf<string>());
    hooks.useEvent('news', 'pusher:subscription_error', (error) => expectTypeOf(error).toEqualTypeOf<SubscriptionError>());
    expectTypeOf(hooks.useChannel('private-chat-7')?.trigger).parameters.toEqualTypeOf<['client-typing', { who: string }]>();
    expectTypeOf(hooks.useCarillon()).toEqualTypeOf(carillon);
    composables.useEvent(
      () => 'news' as const,
      'headline',
      ({ title }) => expectTypeOf(title).toEqualTypeOf<string>(),
    );
    composables.useEvent('presence-a', 'pusher:member_removed', ({ id }) => expectTypeOf(id).toEqualTypeOf<string>());
    stores.useEvent('presence-a', 'pusher:subscription_succeeded', (all) => expectTypeOf(all).toEqualTypeOf<Members<any>>());
    stores.useEvent('news', 'headline', ({ title }) => expectTypeOf(title).toEqualTypeOf<string>());
    vue.useEvent('news', 'headline', ({ title }) => title.length);
    svelte.useEvent('news', 'headline', ({ title }) => title.length);
    // @ts-expect-error: no such channel
    hooks.useChannel('mews');
    // @ts-expect-error: no such event
    hooks.useEvent('news', 'headlines', () => {});
    // @ts-expect-error: it has no members
    hooks.useEvent('news', 'pusher:member_added', () => {});
    // @ts-expect-error: it has no members
    hooks.usePresence('news');
    // @ts-expect-error: no such channel
    composables.useChannel('mews');
    // @ts-expect-error: no such event
    stores.useEvent('news', 'headlines', () => {});
  });
  expect(hooks.useChannel).toBe(react.useChannel);
  expect(composables.usePresence).toBe(vue.usePresence);
  expect(stores.useTyping).toBe(svelte.useTyping);
});
