import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../../sdk-java/protocol/vectors/', import.meta.url);

/** What every implementation of the protocol must agree on. */
export function vectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}
