import type {
  ChannelAuthorizationData,
  ChannelAuthorizationRequestParams,
  UserAuthenticationData,
  UserAuthenticationRequestParams,
} from './authorization.js';

/** Values that go along with each request. */
export type Values = Record<string, string>;

export interface EndpointOptions {
  /** `/pusher/auth` for channels and `/pusher/user-auth` for users, unless said otherwise. */
  endpoint?: string;
  /**
   * `ajax`: a form for each channel, as stock Pusher endpoints take it. `batch`: one JSON request for all channels that are wanted at
   * the same time, as `POST /apps/APP_ID/authorize` of Carillon takes it.
   */
  transport?: 'ajax' | 'batch';
  params?: Values;
  headers?: Values;
  /** Asked before each request. */
  paramsProvider?: () => Values;
  headersProvider?: () => Values;
}

/** Answers through the callback, or with a promise. */
export type Handler<P, D> = (
  params: P,
  callback: (error: Error | null, data: D | null) => void,
  // biome-ignore lint/suspicious/noConfusingVoidType: handlers written for Pusher answer through the callback alone
) => void | Promise<D>;

export type ChannelAuthorizationHandler = Handler<ChannelAuthorizationRequestParams, ChannelAuthorizationData>;
export type UserAuthenticationHandler = Handler<UserAuthenticationRequestParams, UserAuthenticationData>;

export type ChannelAuthorizationOptions = EndpointOptions | { customHandler: ChannelAuthorizationHandler };
export type UserAuthenticationOptions = EndpointOptions | { customHandler: UserAuthenticationHandler };

/** How channels are authorised whose whole name matches `channels`, in which `*` stands for any run of letters. */
export type PatternAuthorizationOptions = ChannelAuthorizationOptions & { channels: string };
