import type { ErrorKind } from './calotype-error.ts'
import { errorKindMalformed } from './calotype-error.ts'
import * as money from './errors-money.ts'
import * as text from './errors-text.ts'
import * as time from './errors-time.ts'

/** Every error that the values can raise, by code. The catalogue page of the docs is tested against it. */
export const valueErrors: Readonly<Record<string, ErrorKind>> = Object.freeze(
  Object.fromEntries(
    [errorKindMalformed, ...Object.values(money), ...Object.values(time), ...Object.values(text)].map(
      (kind): [string, ErrorKind] => [kind.code, kind],
    ),
  ),
)

export * from './errors-money.ts'
export * from './errors-text.ts'
export * from './errors-time.ts'
