// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { browserSurroundings } from '../../src/connection/surroundings.js';

test('a page tells of its network and of whether it is looked at, until nobody listens', () => {
  const told: string[] = [];
  const visibility = vi.spyOn(document, 'visibilityState', 'get');
  const stop = browserSurroundings.listen({
    online: () => told.push('online'),
    offline: () => told.push('offline'),
    visible: () => told.push('visible'),
  });
  const everything = () => {
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    visibility.mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    document.dispatchEvent(new Event('resume'));
    window.dispatchEvent(new Event('pageshow'));
  };
  everything();
  expect(told).toEqual(['offline', 'online', 'visible', 'visible', 'visible']);
  stop();
  everything();
  expect(told.length).toBe(5);
});
