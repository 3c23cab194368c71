/**
 * A paid order written by hand: the rows that a real order of Calotype's wrote, found by comparing the database before
 * and after it, to be written again with fresh ids and numbers. So both sides write the same bytes to the same tables and
 * indexes. The hand-written side validates nothing and knows no second studio.
 */
import type { Cell, Dump, StoredRow } from './stored-row.ts'

export interface PlannedInsert {
  readonly table: string
  readonly columns: readonly string[]
}

export interface OrderPlan {
  readonly tenant: string
  readonly customerId: string
  readonly itemCodes: readonly string[]
  /** Counters that every order draws a number from. */
  readonly counters: readonly { readonly sequence: string; readonly scope: string }[]
  readonly inserts: readonly PlannedInsert[]
  /** Rows of each table that one order inserts. */
  readonly rowsByTable: ReadonlyMap<string, number>
  /** The values of each insert. */
  rowsOf(number: number): readonly (readonly Cell[])[]
}

/** Counted up, not inserted. */
export const countersTable = 'calotype_sequences'
/** Columns of a log that the database or its reader fills. */
const ofTheLog = new Set(['position', '_entered'])
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** @param before the database before the order that is taken as the model, @param after the same with it */
export function planOrder(before: Dump, after: Dump, nextId: () => string): OrderPlan {
  const added = new Map<string, readonly StoredRow[]>()
  for (const [table, rows] of after) {
    const stood = new Set(before.get(table)?.map(textOf))
    const fresh = rows.filter((row) => !stood.has(textOf(row)))
    if (fresh.length > 0) added.set(table, fresh)
  }
  const [order] = added.get('orders') ?? []
  const entry = added.get('ledger_entries')?.find((row) => row['number'] !== null)
  const command = added.get('audit_commands')?.find((row) => row['idempotency_key'] !== null)
  const counters = (added.get(countersTable) ?? []).map((row) => ({
    sequence: String(row['sequence']),
    scope: String(row['scope']),
  }))
  added.delete(countersTable)
  if (order === undefined || entry === undefined || command === undefined || counters.length !== 2) {
    throw new Error(`the model order left rows only in ${[...added.keys()].join(', ')}`)
  }
  const known = new Set([...before.values()].flatMap((rows) => rows.flatMap((row) => Object.values(row))))
  const ids: string[] = []
  const placeOf = (cell: Cell): number => {
    if (typeof cell !== 'string' || !uuid.test(cell) || known.has(cell)) return -1
    if (!ids.includes(cell)) ids.push(cell)
    return ids.indexOf(cell)
  }
  const inserts = [...added].flatMap(([table, rows]) =>
    rows.map((row) => {
      const columns = Object.keys(row).filter((name) => !(table === 'calotype_outbox' && ofTheLog.has(name)))
      const cells = columns.map((name) => row[name] ?? null)
      return { table, columns, cells, places: cells.map(placeOf) }
    }),
  )
  const numbered = [order['number'], entry['number'], command['idempotency_key']].map(String)
  return {
    tenant: String(order['tenant']),
    customerId: String(order['customer_id']),
    itemCodes: (added.get('orders_lines') ?? []).map((row) => String(row['item_code'])),
    counters,
    inserts,
    rowsByTable: new Map([...added].map(([table, rows]) => [table, rows.length])),
    rowsOf(number) {
      const fresh = ids.map(nextId)
      const replaced = new Map<Cell, string>(numbered.map((text) => [text, `${text}-${number}`]))
      return inserts.map(({ cells, places }) =>
        cells.map((cell, at) => fresh[places[at] ?? -1] ?? replaced.get(cell) ?? cell),
      )
    },
  }
}

const textOf = (row: StoredRow): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
