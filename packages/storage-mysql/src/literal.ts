/**
 * Statements with their values written into them. They are sent as text rather than prepared: measured as fast, several
 * travel in one packet, and a value has the same type on every server.
 */
import { StorageFailed } from '@calotype/core/storage'
import type { SqlValue, Statement } from '@calotype/storage-sql'

const exactDecimal = /^-?\d+(\.\d+)?$/

export function literal(value: SqlValue): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'bigint':
      return String(value)
    case 'boolean':
      return value ? '1' : '0'
    case 'number':
      if (Number.isSafeInteger(value)) return String(value)
      throw refused(`${value} is no whole number that a statement can hold exactly`)
  }
  if (value === null) return 'null'
  if ('decimal' in value) {
    if (exactDecimal.test(value.decimal)) return value.decimal
    throw refused(`"${value.decimal}" is no decimal`)
  }
  return value.map(literal).join(', ')
}

/**
 * The same text whatever the session's `sql_mode`, which a host may change at any time: whether a backslash is an escape
 * (NO_BACKSLASH_ESCAPES) and whether empty text is null (EMPTY_STRING_IS_NULL) are questions that no literal here raises.
 */
function quoted(text: string): string {
  if (text === '' || text.includes('\\')) return `_utf8mb4 x'${hexOf(text)}'`
  return `'${text.includes("'") ? text.replaceAll("'", "''") : text}'`
}

const hexOf = (text: string): string => Buffer.from(text).toString('hex')

/** For a default that is an expression: MariaDB notes it as text again, in which it forgets the escapes of a literal. */
export function expression(value: SqlValue): string {
  if (typeof value !== 'string' || (value !== '' && !value.includes('\\'))) return `(${literal(value)})`
  return `(convert(unhex('${hexOf(value)}') using utf8mb4))`
}

/** The statement with its values in their places. */
export function filled(statement: Statement, values: readonly SqlValue[]): string {
  if (values.length === 0) return statement.text
  const parts = partsOf(statement)
  if (parts.length !== values.length + 1) {
    throw refused(`${values.length} values were given for ${parts.length - 1} places`)
  }
  let text = parts[0] ?? ''
  for (let at = 0; at < values.length; at++) text += literal(values[at] ?? null) + parts[at + 1]
  return text
}

const known = new WeakMap<Statement, readonly string[]>()

/** Quoted text and names (in which our own statements have no backslash), comments, and then what stands for a value. */
const quotedOrPlace = /'(?:[^']|'')*'|`(?:[^`]|``)*`|"(?:[^"]|"")*"|\/\*.*?\*\/|\?/gs

function partsOf(statement: Statement): readonly string[] {
  const found = known.get(statement)
  if (found !== undefined) return found
  const { text } = statement
  const parts: string[] = []
  let from = 0
  for (const match of text.matchAll(quotedOrPlace)) {
    if (match[0] !== '?') continue
    parts.push(text.slice(from, match.index))
    from = match.index + 1
  }
  parts.push(text.slice(from))
  known.set(statement, parts)
  return parts
}

function refused(reason: string): Error {
  return StorageFailed.create({ store: 'mysql', reason })
}
