/** What the core makes of declared tables before an adapter sees them: tenant, version and custom fields are added here. */
import { defineError } from '../values/calotype-error.ts'
import { type Column, id, int } from './column.ts'
import type { Index, StoredTable, Table } from './table.ts'

export const TableInvalid = defineError<{ table: string; owner: string; rule: string }>({
  code: 'TABLE_INVALID',
  status: 500,
  summary: 'A declared table breaks a rule that every store needs.',
  message: ({ table, owner, rule }) => `Table "${table}" of plugin "${owner}" ${rule}.`,
  mend: 'Mend the declaration; the page "Write a plugin" lists the rules.',
})

const tableName = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const columnName = /^[a-z][a-zA-Z0-9]*$/
const reserved = new Set(['tenant', 'version', 'position', 'anyOf', 'allOf', 'not'])
/** PostgreSQL cuts names at 63 bytes; `<table>__<constraint>` must fit. */
const longestName = 48

/** Checks a declared table on behalf of every adapter, and names the plugin that owns it. */
export function checkTable(table: Table, owner: string): void {
  const refuse = (rule: string): never => {
    throw TableInvalid.create({ table: table.name, owner, rule })
  }
  if (!tableName.test(table.name) || table.name.length > longestName) {
    refuse(`must have a snake_case name of at most ${longestName} characters`)
  }
  for (const name of Object.keys(table.columns)) {
    if (!columnName.test(name) || name.length > longestName) {
      refuse(`has the column "${name}", which is not a camelCase name of at most ${longestName} characters`)
    }
    const column = table.columns[name]
    if (column?.personal === true && table.appendOnly) {
      refuse(`keeps the personal column "${name}" in facts, from which no person could be erased`)
    }
    if (column?.personal === true && table.subjects.length === 0) {
      refuse(`has the personal column "${name}" but no subject, so nobody could find whose it is`)
    }
    if (reserved.has(name)) refuse(`has the column "${name}", a name that the core keeps for itself`)
  }
  if (table.key.length === 0) refuse('has no key')
  if (table.key.join() === 'id' && table.columns.id === undefined) {
    refuse('has neither a column "id" nor another `key`')
  }
  const constraints = new Set<string>(['primary'])
  const keyed: readonly Index[] = [{ name: 'key', columns: table.key }, ...table.uniques, ...table.indexes]
  for (const index of keyed) {
    if (constraints.has(index.name)) refuse(`names two constraints or indexes "${index.name}"`)
    constraints.add(index.name)
    if (!columnName.test(index.name) || index.name.length + table.name.length > 58) {
      refuse(`has the index name "${index.name}", which is not a short camelCase name`)
    }
    if (index.columns.length === 0) refuse(`has the index "${index.name}" without columns`)
    for (const column of index.columns) {
      const found = table.columns[column]
      if (found === undefined) refuse(`has the index "${index.name}" over the unknown column "${column}"`)
      else if (found.kind === 'json') refuse(`has the index "${index.name}" over the json column "${column}"`)
      else if (index.name === 'key' && found.nullable) refuse(`has the key column "${column}", which may be null`)
    }
  }
  for (const named of [table.branch, ...table.subjects.map(({ column }) => column)]) {
    if (named !== undefined && table.columns[named] === undefined) refuse(`names the unknown column "${named}"`)
  }
}

/** The stored form of a tenant's table: the tenant leads the key and every index. */
export function tenantTable(table: Table, customFields: Readonly<Record<string, Column>> = {}): StoredTable {
  const lead = (index: Index): Index => ({ name: index.name, columns: ['tenant', ...index.columns] })
  return {
    name: table.name,
    columns: {
      tenant: id(),
      ...table.columns,
      ...customFields,
      ...(table.appendOnly ? {} : { version: int() }),
    },
    primaryKey: ['tenant', ...table.key],
    uniques: table.uniques.map(lead),
    indexes: table.indexes.map(lead),
    appendOnly: table.appendOnly,
    log: false,
  }
}

/** The stored form of one of the engine's own tables, which holds the rows of all tenants and has no version. */
export function engineTable(table: Table, options: { readonly log?: boolean } = {}): StoredTable {
  return {
    name: table.name,
    columns: table.columns,
    primaryKey: table.key,
    uniques: table.uniques,
    indexes: table.indexes,
    appendOnly: table.appendOnly,
    log: options.log ?? false,
  }
}
