import { Alarm } from '../time/alarm.js';
import type { Clock } from '../time/clock.js';

export interface LivenessListener {
  ping(): void;
  /** Nothing came, in spite of a ping. */
  dead(): void;
}

export interface LivenessTimes {
  /** Silence after which a ping is sent, in milliseconds. */
  activityTimeout: number;
  /** Silence after a ping that means death, in milliseconds. */
  pongTimeout: number;
}

/** A look at the clock is due this often; a longer wait would oversleep what happened meanwhile. */
const LOOK = 10_000;
/** A hidden tab's timers may be a minute late. Only a longer gap means that the machine slept. */
const SLEPT = 75_000;
/** After sleep, and when the network changes, an answer is expected sooner. */
const SOON = 5_000;

/**
 * Whether the other side is still there. It goes by the clock and not by how often its timer rang, for timers stand still while a
 * machine sleeps and come late in hidden tabs; and where a timer came late it waits once more before it
 * judges, for the answer may stand in the queue behind that timer.
 */
export class Liveness {
  readonly #clock: Clock;
  readonly #listener: LivenessListener;
  readonly #alarm: Alarm;
  #times: LivenessTimes = { activityTimeout: 120_000, pongTimeout: 30_000 };
  #heard = 0;
  #due = 0;
  #deadline: number | undefined;
  #graced = false;

  constructor(clock: Clock, listener: LivenessListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#alarm = new Alarm(clock);
  }

  start(times: LivenessTimes): void {
    this.#times = times;
    this.heard();
    this.#sleep();
  }

  stop(): void {
    this.#alarm.clear();
    this.#deadline = undefined;
  }

  /** Anything that comes is a sign of life. */
  heard(): void {
    this.#heard = this.#clock.now();
    this.#deadline = undefined;
    this.#graced = false;
  }

  /** Asks now, if it runs and nothing was heard a moment ago. */
  check(): void {
    if (!this.#alarm.isSet || this.#clock.now() - this.#heard < 1_000) return;
    this.#ask(SOON);
    this.#sleep();
  }

  #look(): void {
    const now = this.#clock.now();
    const late = now - this.#due;
    // The clock was set back: what it said before means nothing now.
    if (now < this.#heard) this.heard();
    if (late > SLEPT) {
      this.#deadline = undefined;
      this.#ask(SOON);
    } else if (this.#deadline === undefined) {
      if (now - this.#heard >= this.#times.activityTimeout) this.#ask(this.#times.pongTimeout);
    } else if (now >= this.#deadline) {
      if (late <= SOON || this.#graced) {
        this.stop();
        this.#listener.dead();
        return;
      }
      this.#graced = true;
      this.#deadline = now + SOON;
    }
    this.#sleep();
  }

  #ask(patience: number): void {
    const deadline = this.#clock.now() + Math.min(patience, this.#times.pongTimeout);
    this.#deadline = Math.min(this.#deadline ?? deadline, deadline);
    this.#listener.ping();
  }

  #sleep(): void {
    const now = this.#clock.now();
    const next = this.#deadline ?? this.#heard + this.#times.activityTimeout;
    const wait = Math.min(LOOK, Math.max(0, next - now));
    this.#due = now + wait;
    this.#alarm.set(wait, () => this.#look());
  }
}
