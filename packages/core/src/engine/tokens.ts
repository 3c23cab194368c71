/** What a host may replace: typed tokens, resolved from one container an engine. */
import type { Id } from '../values/id.ts'
import type { Instant } from '../values/instant.ts'

declare const provided: unique symbol

/** Names a service of type `T` in an engine's container. */
export type Token<T> = symbol & { readonly [provided]?: T }

/** Makes a token; two tokens with one name are still two. */
export function token<T>(name: string): Token<T> {
  return Symbol(name) as Token<T>
}

/** Tells the time. */
export interface Clock {
  now(): Instant
}

/** Makes identifiers that rise within the process. */
export interface Ids {
  next(): Id
}

/** Where the engine reports what is nobody's answer: a subscriber that failed, a job given up. Silent unless a host gives one. */
export interface Logger {
  warn(message: string, details: Readonly<Record<string, unknown>>): void
  error(message: string, details: Readonly<Record<string, unknown>>): void
}

export const clockToken = token<Clock>('calotype.clock')
export const idsToken = token<Ids>('calotype.ids')
export const loggerToken = token<Logger>('calotype.logger')

/** How a token is filled. A class names its own needs with `@inject(token)` on every parameter. */
export type Provision<T = unknown> =
  | { readonly token: Token<T>; readonly useValue: T }
  | { readonly token: Token<T>; readonly useClass: new (...needs: never[]) => T }
  | { readonly token: Token<T>; readonly useFactory: (resolve: <N>(needed: Token<N>) => N) => T }

/** Fills `token`; an argument of the wrong type does not compile. */
export function provide<T>(
  filled: Token<T>,
  by:
    | { readonly useValue: T }
    | { readonly useClass: new (...needs: never[]) => T }
    | { readonly useFactory: (resolve: <N>(needed: Token<N>) => N) => T },
): Provision {
  return { token: filled, ...by } as Provision
}
