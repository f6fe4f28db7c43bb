import type { Handler } from './auth-options.js';

/** Asks a function of the program, which answers through the callback or with a promise. */
export function askHandler<P, D>(handler: Handler<P, D>, request: P): Promise<D> {
  return new Promise((resolve, reject) => {
    const answer = handler(request, (error, data) =>
      data && !error ? resolve(data) : reject(error ?? 'The handler gave no data'),
    );
    if (answer) answer.then(resolve, reject);
  });
}
