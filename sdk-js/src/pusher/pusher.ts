import { Carillon } from '../carillon.js';
import { addressOf } from '../options.js';
import { type PusherOptions, translated } from './options.js';

/**
 * Takes the place of pusher-js: the same constructor, which connects at once, and the same methods. What differs: there are no HTTP
 * transports and no JSONP, nothing is sent to a stats host, and errors are objects with `code`, `docs` and `retriable` beside Pusher's
 * `type` and `data`.
 */
export class Pusher extends Carillon {
  static readonly instances: Pusher[] = [];
  static isReady = true;
  /** Every frame goes to the console. */
  static logToConsole = false;
  static log: ((message: string) => void) | undefined;

  readonly sessionID = Math.floor(Math.random() * 1_000_000_000);
  readonly #options: PusherOptions;
  readonly #usesTls: boolean;

  static ready(): void {}

  constructor(appKey: string, options: PusherOptions = {}) {
    const given = translated(options);
    super(appKey, given);
    this.#options = options;
    this.#usesTls = given.forceTLS !== false;
    this.connection.bind_global((event, data) => log(event, data));
    Pusher.instances.push(this);
    this.connect();
  }

  shouldUseTLS(): boolean {
    return this.#usesTls;
  }

  /** Another app, on another cluster. */
  switchCluster({ appKey, cluster }: { appKey: string; cluster: string }): void {
    const { wsHost, ...rest } = this.#options;
    this.connection.address = addressOf(appKey, translated({ ...rest, cluster }));
    this.disconnect();
    this.connect();
  }
}

function log(event: string, data: unknown): void {
  if (!Pusher.log && !Pusher.logToConsole) return;
  const message = `Pusher :  : ${JSON.stringify([event, data])}`;
  if (Pusher.log) Pusher.log(message);
  else console.log(message);
}
