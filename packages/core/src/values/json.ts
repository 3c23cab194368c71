import { jsonUnrepresentable } from './errors-text.ts'

/** What JSON can hold (RFC 8259). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Deeper nesting is refused, so that a hostile request cannot exhaust the stack. */
const deepest = 256

/** Neither control characters, quotes and backslashes, nor surrogates. */
const plainText = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

/**
 * The one JSON text of a value, whatever the order of its members: keys sorted by UTF-16 code units, no blanks, numbers
 * and strings as ECMAScript writes them. That is the JSON Canonicalization Scheme (RFC 8785), except that a lone
 * surrogate is escaped and not refused. Made for hashing requests.
 *
 * Members that are undefined are left out, as JSON.stringify does; a value with `toJSON` (Money, Quantity, Date) is
 * written as what that answers.
 *
 * @throws JSON_UNREPRESENTABLE naming the path, for NaN, Infinity, a bigint, a function, a symbol, undefined outside of
 *   an object, a class instance without `toJSON` (a Map would silently be `{}`), a cycle, and nesting deeper than 256
 */
export function canonicalJson(value: unknown): string {
  return write(value, [], [])
}

function write(value: unknown, path: (string | number)[], ancestors: object[]): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      if (!Number.isFinite(value)) throw unrepresentable(path, `the number ${value}`)
      return String(value === 0 ? 0 : value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : writeObject(value, path, ancestors)
    case 'undefined':
      throw unrepresentable(path, 'undefined')
    default:
      throw unrepresentable(path, `a ${typeof value}`)
  }
}

function writeObject(value: object, path: (string | number)[], ancestors: object[]): string {
  if (ancestors.includes(value)) throw unrepresentable(path, 'a cycle')
  if (ancestors.length === deepest) throw unrepresentable(path, `nesting deeper than ${deepest}`)
  ancestors.push(value)
  const text = writeMembers(value, path, ancestors)
  ancestors.pop()
  return text
}

function writeMembers(value: object, path: (string | number)[], ancestors: object[]): string {
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON(), path, ancestors)
  let text = ''
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index)
      text += (index === 0 ? '' : ',') + write(value[index], path, ancestors)
      path.pop()
    }
    return `[${text}]`
  }
  if (!isPlain(value)) throw unrepresentable(path, `an instance of ${value.constructor?.name ?? 'a class'}`)
  for (const key of sortedKeys(value)) {
    const member = (value as Record<string, unknown>)[key]
    if (member === undefined) continue
    path.push(key)
    text += `${text === '' ? '' : ','}${quoted(key)}:${write(member, path, ancestors)}`
    path.pop()
  }
  return `{${text}}`
}

function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort()
  }
  return keys
}

// Most strings need no escape, and to find that out is cheaper than to call JSON.stringify.
function quoted(text: string): string {
  return text.length < 64 && plainText.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** An object literal, also of another realm, or one without a prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

function unrepresentable(path: readonly (string | number)[], received: string): Error {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return jsonUnrepresentable.create({ path: `$${text}`, received })
}
