import type { ChannelAuthorizationData, UserAuthenticationData } from '../auth/authorization.js';

/** What a client asks of an endpoint that signs for many channels at once. */
export interface BatchRequest {
  socket_id: string;
  channels?: string[];
  sign_in?: boolean;
}

/** Who asks. */
export interface BatchUser {
  id: string;
  user_info?: Record<string, unknown>;
  watchlist?: string[];
}

export interface BatchAnswer {
  channels: Record<string, ChannelAuthorizationData | { error: { code: string; message: string } }>;
  user?: UserAuthenticationData;
}
