/** The tables that cases work on, as the core would hand them to an adapter. */
import type { Column, Index, Row, StoredTable, Value } from '@calotype/core/storage'
import { bool, date, decimal, id, instant, int, json, money, nullable, text } from '@calotype/core/storage'

export function table(
  name: string,
  columns: Readonly<Record<string, Column>>,
  more: Partial<Omit<StoredTable, 'name' | 'columns'>> = {},
): StoredTable {
  const none: readonly Index[] = []
  return { name, columns, primaryKey: ['id'], uniques: none, indexes: none, appendOnly: false, log: false, ...more }
}

/** Every kind of column, a unique constraint over a column that may be null, an index, a version. */
export const orders = table(
  'kit_order',
  {
    id: id(),
    shop: id(),
    number: nullable(text(40)),
    customer: text(120),
    remark: nullable(text(500)),
    copies: int(),
    price: money(),
    weight: nullable(decimal(3)),
    paid: bool(),
    takenAt: nullable(instant()),
    day: date(),
    extras: nullable(json()),
    version: int(),
  },
  {
    uniques: [{ name: 'number', columns: ['shop', 'number'] }],
    indexes: [{ name: 'byDay', columns: ['shop', 'day'] }],
  },
)

/** An order with plain values, and those that a case is about. */
export function order(key: string, change: Readonly<Record<string, Value>> = {}): Row {
  return {
    id: key,
    shop: 'rose',
    number: null,
    customer: 'Wang Fang',
    remark: null,
    copies: 1,
    price: 100n,
    weight: null,
    paid: false,
    takenAt: null,
    day: '2026-11-22',
    extras: null,
    version: 1,
    ...change,
  }
}

/** Keys that sort as their numbers do. */
export const keyOf = (number: number, lead = 'o'): string => `${lead}-${String(number).padStart(6, '0')}`

/** Counters: a key of two columns, and one column of each kind that adds up. */
export const counters = table(
  'kit_counter',
  { shop: id(), name: id(), total: int(), amount: money(), weight: decimal(3), label: nullable(text()) },
  { primaryKey: ['shop', 'name'] },
)

export function counter(name: string, total: number, change: Readonly<Record<string, Value>> = {}): Row {
  return { shop: 'rose', name, total, amount: 0n, weight: '0', label: null, ...change }
}

/** Facts: rows that never change. */
export const receipts = table('kit_receipt', { id: id(), amount: money() }, { appendOnly: true })

/** A log, in whose order readers follow what was committed. */
export const events = table('kit_event', { id: id(), body: text(200) }, { appendOnly: true, log: true })

/** Names that are words of SQL, in camelCase and not. */
export const reservedWords = table(
  'order',
  {
    select: id(),
    group: nullable(text()),
    order: int(),
    table: nullable(text()),
    primary: nullable(bool()),
    orderByDefault: nullable(text()),
  },
  {
    primaryKey: ['select'],
    uniques: [{ name: 'unique', columns: ['group', 'order'] }],
    indexes: [{ name: 'index', columns: ['table'] }],
  },
)

/** Rows big enough that holding all of them shows. */
export const letters = table('kit_letter', { id: id(), body: text(4000) })

export const eq = (column: string, value: Value) => ({ kind: 'compare', column, is: 'eq', value }) as const
export const all = { orderBy: [], limit: 'all' } as const
export const byId = { orderBy: [{ column: 'id', direction: 'asc' }], limit: 'all' } as const
