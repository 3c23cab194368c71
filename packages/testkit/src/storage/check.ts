/** The few checks that cases are made of. */
import { described, Unmet } from './failure.ts'

/** The part of an error kind that a check needs; those of `@calotype/core/storage` fit. */
export interface Kind {
  readonly code: string
  is(error: unknown): boolean
}

/** Equal in every value and type; the order of an object's keys does not count. */
export function equal(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((value, index) => equal(value, right[index]))
    )
  }
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>]
  return names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]))
}

/** A value as messages show it: bigints marked, strings escaped, long ones cut. */
export function shown(value: unknown, longest = 400): string {
  const printed = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? `${member}n` : member === undefined ? 'undefined' : member,
  ).replace(
    /[\u007f-\u00a0\u200b-\u200f\u2028\u2029]|\p{Mn}/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return printed.length > longest ? `${printed.slice(0, longest)}… (${printed.length} characters)` : printed
}

/** `seen` is exactly `expected`. `what` says what was looked at. */
export function same(what: string, seen: unknown, expected: unknown): void {
  if (equal(seen, expected)) return
  if (!Array.isArray(seen) || !Array.isArray(expected)) {
    const [wanted, found] = differing(expected, seen)
    throw new Unmet(`${what}: ${shown(wanted)}`, shown(found))
  }
  const longest = Math.max(seen.length, expected.length)
  const at =
    Array.from({ length: longest }, (_, place) => place).find((place) => !equal(seen[place], expected[place])) ?? 0
  const entry = (all: readonly unknown[], value: unknown): string => (at < all.length ? shown(value) : 'nothing')
  const [wanted, found] =
    at < seen.length && at < expected.length ? differing(expected[at], seen[at]) : [expected[at], seen[at]]
  throw new Unmet(
    `${what}: ${expected.length} in all, at place ${at} ${entry(expected, wanted)}`,
    `${seen.length} in all, at place ${at} ${entry(seen, found)}`,
  )
}

/** Of two objects, only the members that differ, and `id` to tell which row it is. */
function differing(expected: unknown, seen: unknown): readonly [unknown, unknown] {
  if (!isObject(expected) || !isObject(seen)) return [expected, seen]
  const names = [...new Set([...Object.keys(expected), ...Object.keys(seen)])].filter(
    (name) =>
      name === 'id' ||
      Object.hasOwn(expected, name) !== Object.hasOwn(seen, name) ||
      !equal(expected[name], seen[name]),
  )
  const part = (whole: Readonly<Record<string, unknown>>): unknown =>
    Object.fromEntries(names.filter((name) => Object.hasOwn(whole, name)).map((name) => [name, whole[name]]))
  return [part(expected), part(seen)]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function holds(what: string, condition: boolean, seen: string): void {
  if (!condition) throw new Unmet(what, seen)
}

/** What `promise` is rejected with; a promise that is fulfilled breaks the rule. */
export async function rejection(what: string, promise: Promise<unknown>): Promise<unknown> {
  let answer: unknown
  try {
    answer = await promise
  } catch (error) {
    if (error instanceof Unmet) throw error
    return error
  }
  throw new Unmet(`${what} is refused`, `it was carried out and answered ${shown(answer ?? null)}`)
}

/** `promise` is rejected with an error of one of `kinds`, and with these details. */
export async function refused(
  what: string,
  promise: Promise<unknown>,
  kinds: Kind | readonly Kind[],
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const all = 'code' in kinds ? [kinds] : kinds
  const error = await rejection(what, promise)
  const codes = all.map((kind) => kind.code).join(' or ')
  if (!all.some((kind) => kind.is(error))) throw new Unmet(`${what} ends in ${codes}`, described(error), error)
  const given = (error as { details?: Record<string, unknown> }).details ?? {}
  for (const [name, value] of Object.entries(details)) {
    if (!equal(given[name], value)) {
      throw new Unmet(`${what} ends in ${codes} with ${name} ${shown(value)}`, `${name} ${shown(given[name])}`, error)
    }
  }
}

/** `promise` is rejected with this very error, not a copy or a wrapper of it. */
export async function passesOn(what: string, promise: Promise<unknown>, error: unknown): Promise<void> {
  const seen = await rejection(what, promise)
  if (seen !== error) throw new Unmet(`${what} throws on the very error of the work`, described(seen), seen)
}
