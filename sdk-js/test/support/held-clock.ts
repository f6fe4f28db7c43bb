import type { Clock } from '../../src/time/clock.js';

interface Timer {
  due: number;
  task: () => void;
  isCleared: boolean;
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
    const timer = { due: this.#passed + milliseconds, task, isCleared: false };
    this.#timers.splice(this.#after(timer.due), 0, timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    if (timer) (timer as Timer).isCleared = true;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.filter(({ isCleared }) => !isCleared).length;
  }

  /** Every timer rings when it is due. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#passed + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      if (next.due > this.#passed) this.sleep(next.due - this.#passed);
      next.isCleared = true;
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

  /** Takes the first that is due until then. */
  #next(end: number): Timer | undefined {
    while (this.#timers[0]?.isCleared) this.#timers.shift();
    const [first] = this.#timers;
    return first && first.due <= end ? this.#timers.shift() : undefined;
  }

  /** Where a timer that is due then stands: in order, behind those of the same moment. */
  #after(due: number): number {
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle] as Timer).due <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
