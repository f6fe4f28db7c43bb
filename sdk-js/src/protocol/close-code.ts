/** What a client does after a code. `use_tls` is 4000: the same server, encrypted. */
export type Reaction = 'none' | 'stay_away' | 'back_off' | 'reconnect_now' | 'use_tls';

export const TLS_ONLY = 4000;
export const TOKEN_EXPIRED = 4110;
export const TOKEN_ENDED = 4210;
/** RFC 6455: the socket ended without a close frame. */
export const ABNORMAL_CLOSURE = 1006;

const NAMES: Record<number, string> = {
  4000: 'tls_only',
  4001: 'app_not_found',
  4003: 'app_disabled',
  4004: 'over_connection_quota',
  4005: 'path_not_found',
  4007: 'unsupported_protocol',
  4009: 'unauthorized',
  4010: 'token_refused',
  4100: 'over_capacity',
  4110: 'token_expired',
  4200: 'reconnect',
  4201: 'no_pong',
  4202: 'inactive',
  4210: 'token_ended',
  4301: 'client_event_rejected',
  4302: 'watchlist_too_long',
};

/** Stable name of a code; what no server of this protocol says is `connection_lost`. */
export function closeCodeName(code: number | null): string {
  if (code === null) return 'server_error';
  return NAMES[code] ?? (code >= 4000 ? 'server_refused' : 'connection_lost');
}

export function reactionTo(code: number): Reaction {
  if (code === TLS_ONLY) return 'use_tls';
  if (code >= 4300) return 'none';
  if (code >= 4200) return 'reconnect_now';
  if (code >= 4000 && code < 4100) return 'stay_away';
  return 'back_off';
}
