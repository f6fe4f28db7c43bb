/** Where the README of this package explains every code. */
const DOCS = 'https://www.npmjs.com/package/carillon-js#';

export interface ErrorDetails {
  /** A retry of the same thing may succeed without anybody mending anything. */
  retriable?: boolean;
  cause?: unknown;
}

/** What every error of this package is. */
export class CarillonError extends Error {
  override name = 'CarillonError';
  /** Stable: programs may rely on it, while messages may change. */
  readonly code: string;
  /** A page that says what happened and how to mend it. */
  readonly docs: string;
  readonly retriable: boolean;

  constructor(code: string, message: string, { retriable = false, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.docs = DOCS + code;
    this.retriable = retriable;
  }
}

/** The program asks for something that cannot be: thrown where it is asked. */
export class UsageError extends CarillonError {
  override name = 'UsageError';
}
