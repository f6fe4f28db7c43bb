import type { ChannelAuthorizationData } from '../auth/authorization.js';
import { Channel } from '../channel/channel.js';
import type { ChannelHost } from '../channel/channel-host.js';
import type { AnyEvents } from '../channel/event-map.js';
import { AuthError } from '../errors/auth-error.js';
import { CarillonError } from '../errors/carillon-error.js';
import { type Frame, parsed } from '../protocol/frame.js';
import { type Decryptor, decryptorOf, type Nacl } from './decryptor.js';

/** A channel whose events the server cannot read. */
export class EncryptedChannel<E extends object = AnyEvents> extends Channel<E> {
  readonly #nacl: Nacl;
  #decryptor: Decryptor | undefined;
  #sockets = new AbortController();
  #rekeying: Promise<void> | undefined;

  /** @internal */
  constructor(name: string, host: ChannelHost, nacl: Nacl) {
    super(name, host);
    this.#nacl = nacl;
  }

  protected override async authorized(data: ChannelAuthorizationData | undefined): Promise<void> {
    if (!data?.shared_secret) {
      throw new AuthError(
        'shared_secret_missing',
        `The answer about ${this.name} has no shared_secret; encrypted channels need one.`,
      );
    }
    this.#decryptor = decryptorOf(this.#nacl, data.shared_secret);
  }

  protected override receive(frame: Frame): void {
    if (frame.event.startsWith('pusher')) return super.receive(frame);
    const text = this.#rekeying ? null : this.#open(frame);
    if (text === null) this.#afterRekeying(frame);
    else super.receive({ ...frame, data: parsed(text) });
  }

  override lost(): boolean {
    this.#sockets.abort();
    this.#sockets = new AbortController();
    return super.lost();
  }

  #open({ data }: Frame): string | null {
    return this.#decryptor?.open(data) ?? null;
  }

  // The key was changed: fetched once for all that comes meanwhile, which keeps its order.
  #afterRekeying(frame: Frame): void {
    const { signal } = this.#sockets;
    const before = this.#rekeying ?? this.#rekey(signal);
    const after = before.then(() => {
      if (this.#rekeying === after) this.#rekeying = undefined;
      if (signal.aborted) return;
      const text = this.#open(frame);
      if (text === null)
        this.tell('pusher:error', new CarillonError('decryption_failed', `An event on ${this.name} fits no key that is known.`));
      else super.receive({ ...frame, data: parsed(text) });
    });
    this.#rekeying = after;
  }

  async #rekey(signal: AbortSignal): Promise<void> {
    try {
      await this.requestAuthorization(this.host.socketId ?? '', signal);
    } catch {
      // The old key is tried once more, and what it does not open is told.
    }
  }
}
