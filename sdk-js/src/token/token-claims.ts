/** What a client reads of its own token; whether the token is good is for the server to say. */
export interface TokenClaims {
  /** Seconds since 1970. */
  exp?: number;
  sub?: string | number;
}

/** Nothing, if it is no JWT. */
export function claimsOf(token: string): TokenClaims {
  try {
    const payload = token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? '';
    const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) ?? {};
  } catch {
    return {};
  }
}
