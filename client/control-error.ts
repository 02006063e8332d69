/** What a refused call of the control API said. */
export interface Refusal {
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** One of docs/errors.md, or `UNREACHABLE` and `HTTP_` with the status where the control API itself did not answer. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly repair: string;
  /** The value that is wrong, where one is: `body.groups[0]`, `query.limit`. */
  readonly path?: string | undefined;
}

/** Thrown by a call that was refused. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly code: string;
  readonly repair: string;
  readonly path: string | undefined;

  constructor({ status, code, message, repair, path }: Refusal, cause?: unknown) {
    super(`${message} (${code}). ${repair}`, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.repair = repair;
    this.path = path;
  }
}

/** The error for an answer that is none of success. */
export function refusedBy(url: string, status: number, body: unknown): ControlError {
  const told = (body as { readonly error?: Partial<Refusal> } | undefined)?.error;
  if (typeof told?.code === 'string' && typeof told.message === 'string') {
    const { code, message, repair = '', path } = told;
    return new ControlError({ status, code, message, repair, path });
  }
  return new ControlError({
    status,
    code: `HTTP_${status}`,
    message: `${url} answered ${status}`,
    repair: 'Check that it is the address of the control API: `control` of the ready line.',
  });
}

/** The error for a call that got no answer. */
export function unreachable(url: string, cause: unknown): ControlError {
  return new ControlError(
    {
      status: 0,
      code: 'UNREACHABLE',
      message: `${url} does not answer`,
      repair: 'Check that the double runs, and that this is `control` of its ready line.',
    },
    cause,
  );
}
