import { expect, test, vi } from 'vitest';
import { Dispatcher } from '../../src/events/dispatcher.js';

interface Events {
  rain: string;
  sun: number;
}

test('calls back what is bound, in order, with metadata', () => {
  const heard: unknown[] = [];
  const events = new Dispatcher<Events>();
  events.bind('rain', (data, metadata) => heard.push(data, metadata));
  events.bind_global((event, data) => heard.push(event, data));
  events.emit('rain', 'wet', { user_id: '7' });
  events.emit('sun', 5);
  expect(heard).toEqual(['wet', { user_id: '7' }, 'rain', 'wet', 'sun', 5]);
});

test('unbinds by event, by callback, by context, and all', () => {
  const events = new Dispatcher<Events>();
  const [one, two, all] = [vi.fn(), vi.fn(), vi.fn()];
  const context = {};
  events.bind('rain', one).bind('rain', two).bind('sun', two, context).bind_global(all);
  events.unbind('rain', one);
  events.emit('rain', 'wet');
  expect([one, two, all].map((each) => each.mock.calls.length)).toEqual([0, 1, 1]);
  events.unbind(undefined, undefined, context);
  events.emit('sun', 1);
  expect(two).toHaveBeenCalledTimes(1);
  events.unbind();
  events.emit('rain', 'wet');
  expect([two, all].map((each) => each.mock.calls.length)).toEqual([1, 3]);
  events.unbind_all();
  events.emit('rain', 'wet');
  expect(all).toHaveBeenCalledTimes(3);
});

test('a callback is called with its context', () => {
  const context = { heard: '' };
  new Dispatcher<Events>()
    .bind(
      'rain',
      function (this: typeof context, data) {
        this.heard = data;
      },
      context,
    )
    .emit('rain', 'wet');
  expect(context.heard).toBe('wet');
});

test('a callback may bind and unbind while the event goes round', () => {
  const events = new Dispatcher<Events>();
  const late = vi.fn();
  const self = vi.fn(() => {
    events.unbind('rain', self);
    events.bind('rain', late);
  });
  const other = vi.fn();
  events.bind('rain', self).bind('rain', other);
  events.emit('rain', 'wet');
  expect(other).toHaveBeenCalledOnce();
  expect(late).not.toHaveBeenCalled();
  events.emit('rain', 'wet');
  expect(self).toHaveBeenCalledOnce();
  expect(late).toHaveBeenCalledOnce();
});

test('one that throws harms neither the others nor the caller, and is not swallowed', () => {
  vi.useFakeTimers();
  try {
    const events = new Dispatcher<Events>();
    const other = vi.fn();
    events.bind('rain', () => {
      throw new Error('mine');
    });
    events.bind('rain', other);
    events.emit('rain', 'wet');
    expect(other).toHaveBeenCalledOnce();
    expect(() => vi.runAllTimers()).toThrow('mine');
  } finally {
    vi.useRealTimers();
  }
});

test('once waits for the next, or for the signal', async () => {
  const events = new Dispatcher<Events>();
  const next = events.once('rain');
  events.emit('sun', 1);
  events.emit('rain', 'first');
  events.emit('rain', 'second');
  expect(await next).toBe('first');
  const patience = new AbortController();
  const never = events.once('rain', { signal: patience.signal });
  patience.abort(new Error('enough'));
  await expect(never).rejects.toThrow('enough');
  await expect(events.once('rain', { signal: patience.signal })).rejects.toThrow('enough');
});
