export interface BackoffOptions {
  /** The first pause is at most this long, in milliseconds; each next one at most twice as long. */
  base: number;
  /** No pause is longer, in milliseconds. */
  cap: number;
}

/**
 * Pauses between attempts, with full jitter: anywhere between nothing and the bound of the attempt. Clients that lost the
 * same server thus come back evenly spread.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: () => number;
  #attempts = 0;

  constructor(options: BackoffOptions, random: () => number) {
    this.#options = options;
    this.#random = random;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Milliseconds. */
  next(): number {
    const bound = Math.min(this.#options.cap, this.#options.base * 2 ** Math.min(this.#attempts, 30));
    this.#attempts++;
    return Math.floor(this.#random() * bound);
  }

  reset(): void {
    this.#attempts = 0;
  }
}
