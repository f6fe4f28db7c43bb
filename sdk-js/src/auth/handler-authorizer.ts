import type { ChannelAuthorizationHandler, Handler, UserAuthenticationHandler } from './auth-options.js';
import type {
  ChannelAuthorizationData,
  ChannelAuthorizationRequestParams,
  ChannelAuthorizer,
  UserAuthenticationData,
  UserAuthenticationRequestParams,
  UserAuthenticator,
} from './authorization.js';

/** Asks a function of the program. */
export class HandlerAuthorizer implements ChannelAuthorizer {
  readonly #handler: ChannelAuthorizationHandler;

  constructor(handler: ChannelAuthorizationHandler) {
    this.#handler = handler;
  }

  authorize(request: ChannelAuthorizationRequestParams): Promise<ChannelAuthorizationData> {
    return answerOf(this.#handler, request);
  }
}

/** Asks a function of the program. */
export class HandlerAuthenticator implements UserAuthenticator {
  readonly #handler: UserAuthenticationHandler;

  constructor(handler: UserAuthenticationHandler) {
    this.#handler = handler;
  }

  authenticate(request: UserAuthenticationRequestParams): Promise<UserAuthenticationData> {
    return answerOf(this.#handler, request);
  }
}

function answerOf<P, D>(handler: Handler<P, D>, request: P): Promise<D> {
  return new Promise((resolve, reject) => {
    const answer = handler(request, (error, data) =>
      data && !error ? resolve(data) : reject(error ?? 'The handler gave no data'),
    );
    if (answer) answer.then(resolve, reject);
  });
}
