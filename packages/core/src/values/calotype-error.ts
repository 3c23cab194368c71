import { jsonOfDetails } from './error-details.ts'

/** What an error says about its case: named values, fit for a log and for a caller. Never secrets. */
export type ErrorDetails = Record<string, unknown>

const brand = Symbol.for('calotype.error')
const codePattern = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/

/**
 * The one class of all errors that Calotype raises on purpose.
 * Tell them apart by `code` (or by the `is` of their {@link ErrorKind}), never by message.
 */
export class CalotypeError extends Error {
  override readonly name: string = 'CalotypeError'
  /** Stable, SCREAMING_SNAKE, such as `MONEY_TOO_PRECISE`. */
  readonly code: string
  /** The HTTP status (RFC 9110) that a server should answer with. */
  readonly status: number
  /** The values of this case. */
  readonly details: Readonly<ErrorDetails>
  /** What the reader can do so that it works next time. */
  readonly mend: string

  constructor(parts: {
    code: string
    status: number
    message: string
    mend: string
    details: ErrorDetails
    cause?: unknown
  }) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause })
    this.code = parts.code
    this.status = parts.status
    this.details = Object.freeze({ ...parts.details })
    this.mend = parts.mend
  }

  get [brand](): true {
    return true
  }

  /** What may leave the process: no stack and no cause; a bigint is written as a decimal string. */
  toJSON(): { code: string; status: number; message: string; mend: string; details: ErrorDetails } {
    const { code, status, message, mend } = this
    return { code, status, message, mend, details: jsonOfDetails(this.details) }
  }
}

/** One kind of error: an entry of a room's catalogue, which makes and recognises its errors. */
export interface ErrorKind<D extends ErrorDetails = ErrorDetails, C extends string = string> {
  readonly code: C
  /** HTTP status, 400 to 599. */
  readonly status: number
  /** One sentence for the catalogue page: when this happens. */
  readonly summary: string
  /** Makes the error; the caller throws it. */
  create(details: D, options?: { cause?: unknown }): CalotypeError & { readonly code: C; readonly details: D }
  /** Whether `error` is of this kind. Goes by code, so it also holds for an error of another copy of this module. */
  is(error: unknown): error is CalotypeError & { readonly code: C; readonly details: D }
}

/** Whether `error` is a Calotype error, of this or of another copy of this module. */
export function isCalotypeError(error: unknown): error is CalotypeError {
  return error instanceof Error && (error as { [brand]?: unknown })[brand] === true
}

/**
 * Defines a kind of error once, at module level. The message names the option or field, the rule and the value;
 * `mend` says what to do about it.
 *
 * @throws ERROR_KIND_MALFORMED when the code is not SCREAMING_SNAKE or the status is not an HTTP error.
 */
export function defineError<D extends ErrorDetails, const C extends string = string>(definition: {
  code: C
  status: number
  summary: string
  message: (details: D) => string
  mend: string | ((details: D) => string)
}): ErrorKind<D, C> {
  const { code, status, summary, message, mend } = definition
  if (!codePattern.test(code)) throw errorKindMalformed.create({ field: 'code', value: code })
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    throw errorKindMalformed.create({ field: 'status', value: status })
  }
  type Made = CalotypeError & { readonly code: C; readonly details: D }
  return Object.freeze({
    code,
    status,
    summary,
    create: (details: D, options?: { cause?: unknown }): Made =>
      new CalotypeError({
        code,
        status,
        message: message(details),
        mend: typeof mend === 'string' ? mend : mend(details),
        details,
        cause: options?.cause,
      }) as Made,
    is: (error: unknown): error is Made => isCalotypeError(error) && error.code === code,
  })
}

export const errorKindMalformed: ErrorKind<{ field: 'code' | 'status'; value: unknown }, 'ERROR_KIND_MALFORMED'> =
  defineError({
    code: 'ERROR_KIND_MALFORMED',
    status: 500,
    summary: 'A kind of error was defined with a code or status that breaks the rules.',
    message: ({ field, value }) =>
      field === 'code'
        ? `code of an error kind must be SCREAMING_SNAKE, got ${String(value)}`
        : `status of an error kind must be a whole number from 400 to 599, got ${String(value)}`,
    mend: 'Use a code such as MONEY_TOO_PRECISE and the HTTP status of a client or server error, such as 409.',
  })
