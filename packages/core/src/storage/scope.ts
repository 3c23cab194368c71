/** Whose rows a session may touch, and how declared tables stand in the store. */
import { defineError } from '../values/calotype-error.ts'
import type { Where } from './port.ts'
import type { StoredTable, Table } from './table.ts'

export interface Scope {
  readonly tenant: string
  /** The branches whose rows may be seen and written in tables with a branch; `'all'` where no role limits them. */
  readonly branches: readonly string[] | 'all'
}

/** The stored form of each declared table that an engine knows. */
export type Schema = ReadonlyMap<Table, StoredTable>

export const TableUnknown = defineError<{ table: string }>({
  code: 'TABLE_UNKNOWN',
  status: 500,
  summary: 'A plugin used a table that no loaded plugin declares.',
  message: ({ table }) => `Table "${table}" is not declared by any plugin of this engine.`,
  mend: "Name it in the plugin's `tables`, or load the plugin that owns it.",
})

export const BranchOutOfScope = defineError<{ table: string; branch: string; allowed: readonly string[] }>({
  code: 'BRANCH_OUT_OF_SCOPE',
  status: 403,
  summary: "A row belongs to a branch that the actor's roles do not reach.",
  message: ({ table, branch }) =>
    `A row of ${table} belongs to branch "${branch}", which this actor's roles do not reach.`,
  mend: ({ allowed }) => `Act in one of: ${allowed.join(', ')}; or give the actor a role for that branch.`,
})

export function storedForm(schema: Schema, table: Table): StoredTable {
  const stored = schema.get(table)
  if (stored === undefined) throw TableUnknown.create({ table: table.name })
  return stored
}

/** The conditions that every query of this scope carries; nothing a caller writes can widen them. */
export function scopeConditions(scope: Scope, table: Table): Where[] {
  const tenant: Where = { kind: 'compare', column: 'tenant', is: 'eq', value: scope.tenant }
  if (table.branch === undefined || scope.branches === 'all') return [tenant]
  return [tenant, { kind: 'in', column: table.branch, values: scope.branches }]
}

/** Refuses to write a row of a branch out of scope. */
export function checkBranch(scope: Scope, table: Table, row: Readonly<Record<string, unknown>>): void {
  if (table.branch === undefined || scope.branches === 'all') return
  const branch = String(row[table.branch])
  if (!scope.branches.includes(branch)) {
    throw BranchOutOfScope.create({ table: table.name, branch, allowed: scope.branches })
  }
}
