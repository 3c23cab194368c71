/**
 * Statements with their values written into them. They are sent as text rather than prepared: measured as fast, several
 * travel in one packet, and a value has the same type on every server.
 */
import { StorageFailed } from '@calotype/core/storage'
import type { SqlValue, Statement } from '@calotype/storage-sql'

const exactDecimal = /^-?\d+(\.\d+)?$/

/** `backslashes`: whether the session takes a backslash in a string for an escape (it does, unless its `sql_mode` says not). */
export function literal(value: SqlValue, backslashes: boolean): string {
  switch (typeof value) {
    case 'string':
      return quoted(value, backslashes)
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
  return value.map((one) => literal(one, backslashes)).join(', ')
}

function quoted(text: string, backslashes: boolean): string {
  const escaped = text.includes("'") ? text.replaceAll("'", "''") : text
  return `'${backslashes && escaped.includes('\\') ? escaped.replaceAll('\\', '\\\\') : escaped}'`
}

/** The statement with its values in their places. */
export function filled(statement: Statement, values: readonly SqlValue[], backslashes: boolean): string {
  if (values.length === 0) return statement.text
  const parts = partsOf(statement)
  if (parts.length !== values.length + 1) {
    throw refused(`${values.length} values were given for ${parts.length - 1} places`)
  }
  let text = parts[0] ?? ''
  for (let at = 0; at < values.length; at++) text += literal(values[at] ?? null, backslashes) + parts[at + 1]
  return text
}

const known = new WeakMap<Statement, readonly string[]>()

/** Quoted text and names, comments, and then what stands for a value. */
const quotedOrPlace = /'(?:[^'\\]|\\.|'')*'|`(?:[^`]|``)*`|"(?:[^"\\]|\\.|"")*"|\/\*.*?\*\/|\?/gs

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
