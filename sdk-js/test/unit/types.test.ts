import { expectTypeOf, test } from 'vitest';
import type { Client } from '../../src/bindings/index.js';
import { Carillon, type Channel, type Members, type PresenceChannel, type SubscriptionError } from '../../src/index.js';

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
