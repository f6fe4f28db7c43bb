/** What a subscription shows, as an auth endpoint answers it. */
export interface ChannelAuthorizationData {
  auth: string;
  /** JSON text of the member, exactly as it was signed. */
  channel_data?: string;
  /** Base64 of the key of an encrypted channel. */
  shared_secret?: string;
}

/** What a sign-in shows, as an auth endpoint answers it. */
export interface UserAuthenticationData {
  auth: string;
  /** JSON text of the user, exactly as it was signed. */
  user_data: string;
}

export interface ChannelAuthorizationRequestParams {
  socketId: string;
  channelName: string;
  signal?: AbortSignal;
}

export interface UserAuthenticationRequestParams {
  socketId: string;
  signal?: AbortSignal;
}

/** Signs for channels. */
export interface ChannelAuthorizer {
  authorize(request: ChannelAuthorizationRequestParams): Promise<ChannelAuthorizationData>;
}

/** Signs for the user. */
export interface UserAuthenticator {
  authenticate(request: UserAuthenticationRequestParams): Promise<UserAuthenticationData>;
}
