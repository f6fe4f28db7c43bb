import type { EndpointOptions } from '../auth/auth-options.js';
import type {
  ChannelAuthorizationData,
  ChannelAuthorizationRequestParams,
  UserAuthenticationData,
  UserAuthenticationRequestParams,
} from '../auth/authorization.js';
import { BatchAuthorizer } from '../auth/batch-authorizer.js';
import type { AuthGround } from '../auth/request.js';
import { systemClock } from '../time/clock.js';

export interface BatchAuthOptions extends Omit<EndpointOptions, 'transport'>, Partial<AuthGround> {
  /** Of a server that signs for many channels at once, such as `https://HOST/apps/APP_ID/authorize` of Carillon. */
  endpoint: string;
}

type Callback<D> = (error: Error | null, data: D | null) => void;

/** Options of pusher-js. */
export interface BatchAuth {
  channelAuthorization: {
    customHandler: (params: ChannelAuthorizationRequestParams, callback: Callback<ChannelAuthorizationData>) => void;
  };
  userAuthentication: {
    customHandler: (params: UserAuthenticationRequestParams, callback: Callback<UserAuthenticationData>) => void;
  };
}

/**
 * For stock pusher-js: one request for all channels, and the sign-in, that are wanted at the same time.
 * `new Pusher(KEY, { ...batchAuth({ endpoint }), cluster: '' })`
 */
export function batchAuth({ clock = systemClock, fetch, ...options }: BatchAuthOptions): BatchAuth {
  const batch = new BatchAuthorizer({ clock, fetch }, options.endpoint, options);
  return {
    channelAuthorization: { customHandler: (params, callback) => answer(batch.authorize(params), callback) },
    userAuthentication: { customHandler: (params, callback) => answer(batch.authenticate(params), callback) },
  };
}

function answer<D>(answered: Promise<D>, callback: Callback<D>): void {
  answered.then(
    (data) => callback(null, data),
    (error) => callback(error, null),
  );
}
