/** What moved on the accounts of orders: deposits and receivables, from the first entry on. */
import type { QueryContext } from '../engine/context.ts'
import { accounts, ledgerEntries, ledgerLines, movedCategory } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import type { Movement } from './statement-lines.ts'

/** Ids in one statement: stores limit how many values a statement may carry. */
const chunk = 500

/**
 * All movements of these orders through a date. Two statements, and one more for every further 500 entries: it goes by the
 * orders and not by the customer of an entry, so that an order which changes hands takes its history along.
 */
export async function readAccountMovements(
  { store, studio }: Pick<QueryContext, 'store' | 'studio'>,
  orderIds: readonly string[],
  to: string,
): Promise<readonly Movement[]> {
  const entries = await store.aggregate(ledgerEntries, {
    where: { orderId: { in: orderIds }, businessDate: { lte: to } },
    groupBy: ['id', 'kind', 'orderId', 'businessDate', 'number', 'at'],
    measures: { count: { of: 'count' } },
    limit: 'all',
  })
  const moved = new Map<string, bigint>()
  for (let from = 0; from < entries.length; from += chunk) {
    const ids = entries.slice(from, from + chunk).map(({ id }) => id)
    const sums = await store.aggregate(ledgerLines, {
      // What only changed hands is nothing that the customer did.
      where: {
        entryId: { in: ids },
        account: { in: [accounts.receivables, accounts.customerDeposits] },
        category: { ne: movedCategory },
      },
      groupBy: ['entryId'],
      measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
      limit: 'all',
    })
    for (const { entryId, debit, credit } of sums) moved.set(entryId, debit - credit)
  }
  return entries.flatMap(({ id, kind, orderId, businessDate, number, at }) => {
    const minor = moved.get(id)
    if (minor === undefined || orderId === null) return []
    const amount = Money.ofMinor(minor, studio.currency)
    return [{ entryId: id, kind, orderId, businessDate, number, at, amount }]
  })
}
