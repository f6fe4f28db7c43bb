import type { Clock } from './clock.js';

/** At most one task that waits for its time. */
export class Alarm {
  readonly #clock: Clock;
  #timer: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  set(milliseconds: number, task: () => void): void {
    this.clear();
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      task();
    }, milliseconds);
  }

  clear(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
