import { Alarm } from './alarm.js';
import { Backoff } from './backoff.js';
import type { Clock } from './clock.js';

/** Tries something again after a pause that grows with each failure, from within a second to half a minute. */
export class Retry {
  readonly #backoff: Backoff;
  readonly #alarm: Alarm;

  constructor({ clock, random }: { clock: Clock; random: () => number }) {
    this.#backoff = new Backoff({ base: 1_000, cap: 30_000 }, random);
    this.#alarm = new Alarm(clock);
  }

  later(task: () => void): void {
    this.#alarm.set(this.#backoff.next(), task);
  }

  /** What was to be tried again is not wanted any more. */
  cancel(): void {
    this.#alarm.clear();
  }

  /** It went well: the next pause is a short one. */
  succeeded(): void {
    this.cancel();
    this.#backoff.reset();
  }
}
