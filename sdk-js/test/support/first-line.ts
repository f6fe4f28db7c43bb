import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a program says once it is up. */
export function firstLine(out: Readable, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`It was not up within ${patience} ms`)), patience);
    createInterface(out)
      .on('line', (line) => {
        clearTimeout(late);
        resolve(line);
      })
      .on('close', () => {
        clearTimeout(late);
        reject(new Error('It ended before it was up'));
      });
  });
}
