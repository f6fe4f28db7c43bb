import { AuthError } from '../errors/auth-error.js';
import { Alarm } from '../time/alarm.js';
import type { EndpointOptions } from './auth-options.js';
import type {
  ChannelAuthorizationData,
  ChannelAuthorizationRequestParams,
  ChannelAuthorizer,
  UserAuthenticationData,
  UserAuthenticationRequestParams,
  UserAuthenticator,
} from './authorization.js';
import { type AuthGround, params, post } from './request.js';

/** Long enough for the parts of a page to ask each for its channel, too short to be felt. */
const WINDOW = 10;
const CHANNELS_PER_REQUEST = 100;

interface Refused {
  error: { code: string; message: string };
}

interface Answer {
  channels?: Record<string, ChannelAuthorizationData | Refused>;
  user?: UserAuthenticationData | Refused;
}

interface Wish {
  socketId: string;
  /** Undefined: the user's sign-in. */
  channelName: string | undefined;
  signal: AbortSignal | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: of a channel or of the user, as the wish was
  resolve: (data: any) => void;
  reject: (error: unknown) => void;
}

/** One request for all that is wanted within a few milliseconds: channels and the sign-in alike. */
export class BatchAuthorizer implements ChannelAuthorizer, UserAuthenticator {
  readonly #ground: AuthGround;
  readonly #endpoint: string;
  readonly #options: EndpointOptions;
  readonly #window: Alarm;
  #wishes: Wish[] = [];

  constructor(ground: AuthGround, endpoint: string, options: EndpointOptions) {
    this.#ground = ground;
    this.#endpoint = endpoint;
    this.#options = options;
    this.#window = new Alarm(ground.clock);
  }

  authorize({ socketId, channelName, signal }: ChannelAuthorizationRequestParams): Promise<ChannelAuthorizationData> {
    return this.#wish(socketId, channelName, signal);
  }

  authenticate({ socketId, signal }: UserAuthenticationRequestParams): Promise<UserAuthenticationData> {
    return this.#wish(socketId, undefined, signal);
  }

  #wish<D>(socketId: string, channelName: string | undefined, signal: AbortSignal | undefined): Promise<D> {
    return new Promise((resolve, reject) => {
      this.#wishes.push({ socketId, channelName, signal, resolve, reject });
      if (!this.#window.isSet) this.#window.set(WINDOW, () => this.#ask());
    });
  }

  #ask(): void {
    const wishes = this.#wishes.filter((wish) => !wish.signal?.aborted);
    this.#wishes = [];
    for (const socketId of new Set(wishes.map((wish) => wish.socketId))) {
      const rest = wishes.filter((wish) => wish.socketId === socketId);
      while (rest.length) this.#request(socketId, rest.splice(0, CHANNELS_PER_REQUEST));
    }
  }

  // The signal of one wish must not end the request of the others: whoever lost interest passes over its answer.
  async #request(socketId: string, wishes: Wish[]): Promise<void> {
    try {
      const body = {
        ...params(this.#options),
        socket_id: socketId,
        channels: [...new Set(wishes.flatMap(({ channelName }) => channelName ?? []))],
        sign_in: wishes.some(({ channelName }) => channelName === undefined) || undefined,
      };
      const answer = await post<Answer>(this.#ground, this.#endpoint, this.#options, JSON.stringify(body));
      for (const wish of wishes) this.#settle(wish, answer);
    } catch (error) {
      for (const wish of wishes) wish.reject(error);
    }
  }

  #settle({ channelName, resolve, reject }: Wish, answer: Answer): void {
    const part = channelName === undefined ? answer.user : answer.channels?.[channelName];
    if (part && 'auth' in part) return resolve(part);
    const what = channelName ?? 'the user';
    reject(
      part?.error
        ? new AuthError(part.error.code, part.error.message, { status: 403 })
        : new AuthError('auth_answer_invalid', `${this.#endpoint} answered nothing about ${what}.`, { status: 200 }),
    );
  }
}
