import type {
  ChannelAuthorizationOptions,
  EndpointOptions,
  PatternAuthorizationOptions,
  UserAuthenticationOptions,
} from './auth-options.js';
import type { ChannelAuthorizer, UserAuthenticator } from './authorization.js';
import { BatchAuthorizer } from './batch-authorizer.js';
import { EndpointAuthorizer } from './endpoint-authorizer.js';
import { askHandler } from './handler.js';
import { channelPattern, type PatternRule } from './pattern-authorizer.js';
import type { AuthGround } from './request.js';

/** Who signs for a channel; nobody for one that the connection's token must cover. */
export type Signers = (channelName: string) => ChannelAuthorizer | undefined;

/** Finds the signers that the options name. What goes to the same endpoint in batches, and brings nothing of its own along, shares them. */
export class Authorizers {
  readonly #ground: AuthGround;
  readonly #batches = new Map<string, BatchAuthorizer>();

  constructor(ground: AuthGround) {
    this.#ground = ground;
  }

  forChannels(options: ChannelAuthorizationOptions | PatternAuthorizationOptions[] | undefined, hasToken: boolean): Signers {
    if (options === undefined && hasToken) return () => undefined;
    const all = Array.isArray(options) ? options : [{ channels: '*', ...options }];
    const rules: PatternRule[] = all.map((each) => ({
      matches: channelPattern(each.channels),
      authorizer:
        'customHandler' in each
          ? { authorize: (request) => askHandler(each.customHandler, request) }
          : this.#at('/pusher/auth', each),
    }));
    return (channelName) => rules.find((rule) => rule.matches(channelName))?.authorizer;
  }

  forUser(options: UserAuthenticationOptions = {}): UserAuthenticator {
    return 'customHandler' in options
      ? { authenticate: (request) => askHandler(options.customHandler, request) }
      : this.#at('/pusher/user-auth', options);
  }

  #at(usual: string, options: EndpointOptions): ChannelAuthorizer & UserAuthenticator {
    const { endpoint = usual, transport } = options;
    if (transport !== 'batch') return new EndpointAuthorizer(this.#ground, endpoint, options);
    const shared = this.#batches.get(endpoint);
    if (shared && !hasValues(options)) return shared;
    const batch = new BatchAuthorizer(this.#ground, endpoint, options);
    if (!shared) this.#batches.set(endpoint, batch);
    return batch;
  }
}

function hasValues({ headers, params, headersProvider, paramsProvider }: EndpointOptions): boolean {
  return !!(headers ?? params ?? headersProvider ?? paramsProvider);
}
