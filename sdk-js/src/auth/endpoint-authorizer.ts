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

/** A form for each channel and each sign-in, as stock Pusher endpoints take it. */
export class EndpointAuthorizer implements ChannelAuthorizer, UserAuthenticator {
  readonly #ground: AuthGround;
  readonly #endpoint: string;
  readonly #options: EndpointOptions;

  constructor(ground: AuthGround, endpoint: string, options: EndpointOptions) {
    this.#ground = ground;
    this.#endpoint = endpoint;
    this.#options = options;
  }

  authorize({ socketId, channelName, signal }: ChannelAuthorizationRequestParams): Promise<ChannelAuthorizationData> {
    return this.#post({ socket_id: socketId, channel_name: channelName }, signal);
  }

  authenticate({ socketId, signal }: UserAuthenticationRequestParams): Promise<UserAuthenticationData> {
    return this.#post({ socket_id: socketId }, signal);
  }

  #post<T>(values: Record<string, string>, signal: AbortSignal | undefined): Promise<T> {
    const form = new URLSearchParams({ ...params(this.#options), ...values });
    return post(this.#ground, this.#endpoint, this.#options, form, signal);
  }
}
