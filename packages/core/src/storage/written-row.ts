/** Rows on their way to an adapter: completed, held against their columns, compared. Pure. */
import type { Column } from './column.ts'
import { ColumnUnknown } from './filter.ts'
import type { Row, Value } from './port.ts'
import { RowInvalid, ruleBroken, shown } from './row-check.ts'
import { checkBranch, type Scope } from './scope.ts'
import type { StoredTable, Table } from './table.ts'

/** A new row with every column of its table: the tenant is the scope's, what is left out is null. */
export function completeRow(table: Table, stored: StoredTable, scope: Scope, row: Row): Row {
  for (const name in row) {
    if (!Object.hasOwn(stored.columns, name)) {
      throw ColumnUnknown.create({ table: table.name, column: name, known: Object.keys(stored.columns) })
    }
  }
  const full: Record<string, Value> = {}
  for (const [name, column] of columnsOf(stored)) {
    let value: Value | undefined = row[name]
    if (name === 'tenant') value = scope.tenant
    else if (name === 'version' && !table.appendOnly) value = 1
    else if (value === undefined) value = null
    requireFit(table, name, column, value)
    full[name] = value
  }
  checkBranch(scope, table, full)
  return full
}

/** What an update sets, held against its columns; members that are undefined are left out. */
export function checkedChange(table: Table, stored: StoredTable, set: Row): Row {
  const checked: Record<string, Value> = {}
  for (const [name, value] of Object.entries(set)) {
    const column = Object.hasOwn(stored.columns, name) ? stored.columns[name] : undefined
    if (column === undefined || name === 'tenant' || name === 'version') {
      throw ColumnUnknown.create({ table: table.name, column: name, known: Object.keys(table.columns) })
    }
    if (value === undefined) continue
    requireFit(table, name, column, value)
    checked[name] = value
  }
  return checked
}

function requireFit(table: Table, name: string, column: Column, value: Value): void {
  const rule = ruleBroken(column, value)
  if (rule !== undefined) throw RowInvalid.create({ table: table.name, column: name, rule, value: shown(value) })
}

const listed = new WeakMap<StoredTable, readonly (readonly [string, Column])[]>()

/** The columns of a table as a list, made once: every row that is written walks it. */
function columnsOf(stored: StoredTable): readonly (readonly [string, Column])[] {
  const known = listed.get(stored)
  if (known !== undefined) return known
  const columns = Object.entries(stored.columns)
  listed.set(stored, columns)
  return columns
}

/** The key of a row as one text: the bare value of a one-column key, else JSON. */
export function keyTextOf(table: Table, row: Row): string {
  const [first] = table.key
  if (table.key.length === 1 && first !== undefined) return String(row[first])
  return JSON.stringify(table.key.map((column) => String(row[column])))
}

const isDocument = (value: Value | undefined): boolean => typeof value === 'object' && value !== null

/** The members of `change` that are not so already. */
export function differing(row: Row, change: Row): Row {
  const kept: Record<string, Value> = {}
  for (const [name, value] of Object.entries(change)) {
    const before = row[name]
    // Only documents are compared as text: null may replace a bigint, which has none in JSON.
    const same = isDocument(value) && isDocument(before) && JSON.stringify(value) === JSON.stringify(before)
    if (!same && value !== before) kept[name] = value
  }
  return kept
}

/** The members of `row` that `like` has. */
export function pick(row: Row, like: Row): Row {
  const picked: Record<string, Value> = {}
  for (const name of Object.keys(like)) picked[name] = row[name] ?? null
  return picked
}
