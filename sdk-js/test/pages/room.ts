// What the pages have in common: each shows a room, and goes to another when the test says so.
import { Carillon, type Options } from '../../src/index.js';

declare global {
  interface Window {
    settings: { key: string; options: Options };
    carillon: Carillon;
    go(room: string | undefined): void;
  }
}

export const client = new Carillon(window.settings.key, window.settings.options);
window.carillon = client;

export const page = document.createElement('main');
document.body.append(page);

/** What a page shows. */
export function words(state: string, channel: string | undefined, ids: string[], typing: string[], heard: string[]): string {
  return `${state} ${channel ?? 'nowhere'} ${[...ids].sort()} | ${typing} | ${heard}`;
}
