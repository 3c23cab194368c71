/** Tables as the core hands them to an adapter, and short names for what tests say often. */
import {
  bool,
  date,
  decimal,
  type Find,
  id,
  instant,
  int,
  json,
  type MigrationStep,
  money,
  nullable,
  type Reads,
  type Row,
  type StorageAdapter,
  type StoredTable,
  text,
  type Value,
  type Where,
} from '@calotype/core/storage'

/** Every kind of column. */
export const orders: StoredTable = {
  name: 'orders',
  columns: {
    tenant: id(),
    id: id(),
    customer: nullable(text()),
    copies: int(),
    weight: decimal(3),
    total: money(),
    paid: bool(),
    takenAt: instant(),
    day: date(),
    details: nullable(json()),
  },
  primaryKey: ['tenant', 'id'],
  uniques: [{ name: 'takenAt', columns: ['tenant', 'takenAt'] }],
  indexes: [
    { name: 'byCustomer', columns: ['tenant', 'customer'] },
    { name: 'byDay', columns: ['tenant', 'day'] },
  ],
  appendOnly: false,
  log: false,
}

export const counters: StoredTable = {
  name: 'counters',
  columns: { tenant: id(), name: id(), hits: int() },
  primaryKey: ['tenant', 'name'],
  uniques: [],
  indexes: [],
  appendOnly: false,
  log: false,
}

/** A log: facts in the order of commits. */
export const facts: StoredTable = {
  name: 'facts',
  columns: { tenant: id(), id: id(), body: text() },
  primaryKey: ['tenant', 'id'],
  uniques: [{ name: 'body', columns: ['tenant', 'body'] }],
  indexes: [],
  appendOnly: true,
  log: true,
}

/** Facts that are no log. */
export const receipts: StoredTable = { ...facts, name: 'receipts', log: false }

export const order = (key: string, change: Row = {}): Row => ({
  tenant: 'rose',
  id: key,
  customer: null,
  copies: 1,
  weight: '0',
  total: 0n,
  paid: false,
  takenAt: `2026-11-22T10:00:00.${key.padStart(3, '0').slice(-3)}Z`,
  day: '2026-11-22',
  details: null,
  ...change,
})

export const counter = (name: string, hits = 0): Row => ({ tenant: 'rose', name, hits })

export const fact = (key: string): Row => ({ tenant: 'rose', id: key, body: key })

export const create =
  (...tables: readonly StoredTable[]) =>
  (): MigrationStep[] =>
    tables.map((table) => ({ kind: 'create-table', table }))

export const eq = (column: string, value: Value): Where => ({ kind: 'compare', column, is: 'eq', value })

export const everything: Find = { orderBy: [], limit: 'all' }

export const by = (column: string, direction: 'asc' | 'desc' = 'asc') => ({ column, direction })

export const standing = (store: StorageAdapter, table: StoredTable, find: Find = everything): Promise<Row[]> =>
  store.snapshot((reads) => reads.find(table, find))

export async function hitsOf(reads: Reads, name: string): Promise<number> {
  const [row] = await reads.find(counters, { where: eq('name', name), orderBy: [], limit: 1 })
  return Number(row?.hits)
}
