/** An entry and a payment written by hand: the reads and rows of Calotype's own. They validate nothing. */
import type { HandWritten } from './database.ts'
import { changedRows, countersTable, type PlannedInserts, planInserts } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

export interface PostingPlan extends PlannedInserts {
  readonly tenant: string
  /** The idempotency key of the model. */
  readonly key: string
  /** The number of its receipt, the counter that gave it, and the order that was paid; null for an entry without a receipt. */
  readonly receipt: { readonly number: string; readonly scope: string; readonly orderId: string } | null
}

const commitmentsTable = 'ledger_commitments'

/** @param before the database before the command that is taken as the model, @param after the same with it */
export function planPosting(before: Dump, after: Dump, nextId: () => string): PostingPlan {
  const added = changedRows(before, after)
  const [entry] = added.get('ledger_entries') ?? []
  const [command] = added.get('audit_commands') ?? []
  const [counter] = added.get(countersTable) ?? []
  // They stood before: counted up and paid down, not inserted.
  added.delete(countersTable)
  added.delete(commitmentsTable)
  if (entry === undefined || command === undefined) {
    throw new Error(`the model left rows only in ${[...added.keys()].join(', ')}`)
  }
  return {
    ...planInserts(added, before, nextId),
    tenant: String(entry['tenant']),
    key: String(command['idempotency_key']),
    receipt: counter === undefined ? null : receiptOf(entry, counter),
  }
}

const receiptOf = (entry: StoredRow, counter: StoredRow) => ({
  number: String(entry['number']),
  scope: String(counter['scope']),
  orderId: String(entry['order_id']),
})

/** Posts the entry again: a statement a row, the key among them. */
export function postEntries(database: HandWritten, plan: PostingPlan): (number: number) => Promise<void> {
  const post = database.together(plan.inserts.map(({ table, columns }) => database.insertSql(table, columns)))
  return (number) => post(plan.rows(new Map([[plan.key, `${plan.key}-${number}`]])))
}

/** Pays the orders in turn, a cent each time: the tills are read, the order's row is locked and paid, a number drawn. */
export function takePayments(
  database: HandWritten,
  plan: PostingPlan,
  orderIds: readonly string[],
): (number: number) => Promise<void> {
  const { tenant, receipt, inserts } = plan
  if (receipt === null) throw new Error('the model is no payment')
  const pay = database.together([
    'select * from tills where tenant = ? and branch = ?',
    `select * from ${commitmentsTable} where tenant = ? and order_id = ?${database.forUpdate}`,
    database.countSql,
    `update ${commitmentsTable} set paid = paid + 1, outstanding = outstanding - 1, version = version + 1 where tenant = ? and order_id = ?`,
    ...inserts.map(({ table, columns }) => database.insertSql(table, columns)),
  ])
  return (number) => {
    const key = `${plan.key}-${number}`
    const orderId = orderIds[number % orderIds.length] ?? ''
    const order = [tenant, orderId]
    const replaced = new Map<Cell, Cell>([
      [plan.key, key],
      [receipt.number, `${receipt.number}-${number}`],
      [receipt.orderId, orderId],
    ])
    return pay([[tenant, 'main'], order, [tenant, 'receipt', receipt.scope], order, ...plan.rows(replaced)])
  }
}
