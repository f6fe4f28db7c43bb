import type { Clock } from '../../src/time/clock.js';

interface Timer {
  due: number;
  task: () => void;
}

/** Lets all promises that can go on do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves when the test says so. Timers go by the time that passes, and not by what the clock shows. */
export class HeldClock implements Clock {
  #shown: number;
  #passed = 0;
  #timers: Timer[] = [];

  constructor(now = 1_790_000_000_000) {
    this.#shown = now;
  }

  now(): number {
    return this.#shown;
  }

  setTimeout(task: () => void, milliseconds: number): unknown {
    const timer = { due: this.#passed + milliseconds, task };
    this.#timers.push(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers = this.#timers.filter((each) => each !== timer);
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Every timer rings when it is due. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#passed + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      if (next.due > this.#passed) this.sleep(next.due - this.#passed);
      this.clearTimeout(next);
      next.task();
      await settle();
    }
    this.sleep(end - this.#passed);
  }

  /** The time passes, and no timer rings: the machine sleeps, or the tab is frozen. */
  sleep(milliseconds: number): void {
    this.#passed += milliseconds;
    this.#shown += milliseconds;
  }

  /** Somebody sets the clock. */
  setBack(milliseconds: number): void {
    this.#shown -= milliseconds;
  }

  #next(end: number): Timer | undefined {
    return this.#timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  }
}
