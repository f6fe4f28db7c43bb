import { CarillonError, type ErrorDetails } from '../errors/carillon-error.js';

/** The HTTP API refused a request, or was not there. */
export class ServerError extends CarillonError {
  override name = 'ServerError';
  /** Of the answer, if there was one. */
  readonly status: number | undefined;
  readonly body: string | undefined;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    message: string,
    details: ErrorDetails & { status?: number; body?: string; retryAfter?: number } = {},
  ) {
    super(code, message, details);
    this.status = details.status;
    this.body = details.body;
    this.retryAfter = details.retryAfter;
  }
}

/** In the server's own words and with its own code, where it has some. */
export async function serverErrorOf(response: Response): Promise<ServerError> {
  const { status } = response;
  const body = await response.text();
  const { error, id } = problemIn(body);
  const seconds = Number(response.headers.get('retry-after'));
  return new ServerError(id ?? 'request_failed', error ?? `The server answered ${status}: ${body.slice(0, 200)}`, {
    status,
    body,
    retriable: status === 429 || status >= 500,
    retryAfter: seconds > 0 ? seconds * 1000 : undefined,
  });
}

/** What a server answered that took the request. */
export async function answerOf<T>(response: Response, origin: string): Promise<T> {
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch (cause) {
    const { status } = response;
    throw new ServerError('answer_invalid', `${origin} answered ${status}, but no JSON: ${body.slice(0, 200)}`, {
      cause,
      status,
      body,
    });
  }
}

function problemIn(body: string): { error?: string; id?: string } {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}
