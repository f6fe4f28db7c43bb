/** Time as the state machines see it; a test holds one in its hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once, not before so many milliseconds are over. */
  setTimeout(task: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (task, milliseconds) => setTimeout(task, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
