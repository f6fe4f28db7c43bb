import { CarillonError, type ErrorDetails } from './carillon-error.js';

/** The auth endpoint or handler gave no signature, or the token source no token. */
export class AuthError extends CarillonError {
  override name = 'AuthError';
  /** HTTP status of the endpoint's answer, if there was one. */
  readonly status: number | undefined;

  constructor(code: string, message: string, details: ErrorDetails & { status?: number } = {}) {
    super(code, message, details);
    this.status = details.status;
  }
}

/** What a program's own function threw becomes an error of ours; one of ours stays as it is. */
export function asCarillonError(cause: unknown, code: string, retriable = false): CarillonError {
  if (cause instanceof CarillonError) return cause;
  return new AuthError(code, cause instanceof Error ? cause.message : String(cause), { cause, retriable });
}
