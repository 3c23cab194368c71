/** What names a fact in the chain: one text for the columns that name its row within its branch. Pure: no I/O. */
import type { Column } from '../storage/column.ts'
import { ruleBroken } from '../storage/row-check.ts'
import type { Table } from '../storage/table.ts'

/** What a link can hold as its key. */
const keyText = /^[\x21-\x7e]{1,64}$/

/** Of a key with several parts, and of text: what would be taken for the mark between parts, or has no place in a key. */
const escaped = /[^\x21-\x7e]|[%|]/gu

/** The kinds that can name a row: what they hold is one text and no other. */
export const keyKinds: ReadonlySet<string> = new Set(['id', 'int', 'date', 'text'])

export interface FactKeys {
  readonly table: Table
  /** The columns that name a row within its branch. */
  readonly by: readonly string[]
}

/** Whether the name itself is the key: one id, number or date. */
const isPlain = ({ table, by }: FactKeys): boolean => by.length === 1 && table.columns[by[0] ?? '']?.kind !== 'text'

/** Two rows of a branch never have the same key. The name itself where it is one id, number or date; parts with `|` between them otherwise. */
export function factKey({ table, by }: FactKeys, row: object): string {
  const cells = row as Readonly<Record<string, unknown>>
  const parts = by.map((name) => String(cells[name]))
  return isPlain({ table, by })
    ? parts.join('')
    : parts.map((part) => part.replace(escaped, encodeURIComponent)).join('|')
}

/** Whether a link has room for it. */
export const fitsLink = (key: string): boolean => keyText.test(key)

/** What the columns hold, by their names; undefined for a text that `factKey` makes of no row. */
export function valuesOfKey(fact: FactKeys, key: string): Readonly<Record<string, string | number>> | undefined {
  const { table, by } = fact
  const plain = isPlain(fact)
  const parts = plain ? [key] : key.split('|')
  if (parts.length !== by.length) return undefined
  const values: Record<string, string | number> = {}
  for (const [at, name] of by.entries()) {
    const value = partValue(table.columns[name], parts[at] ?? '', plain)
    if (value === undefined) return undefined
    values[name] = value
  }
  return factKey(fact, values) === key ? values : undefined
}

function partValue(column: Column | undefined, part: string, plain: boolean): string | number | undefined {
  const text = plain ? part : unescaped(part)
  const value = text !== undefined && column?.kind === 'int' ? Number(text) : text
  return column === undefined || value === undefined || ruleBroken(column, value) !== undefined ? undefined : value
}

function unescaped(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
