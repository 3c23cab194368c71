/** Money that came and went for orders since a moment: what promises are held against. */
import type { QueryContext } from '../engine/context.ts'
import { ledgerCommitments, ledgerEntries, mergedFrom, orderIdsOf, purposeOf } from '../ledger/index.ts'
import type { Paid } from './promise-state.ts'
import type { PromiseRow } from './tables.ts'

type Reading = { readonly store: QueryContext['store'] }

/**
 * For each promise, the movements of the orders that it is about: its own, or all of the customer. Bonds pay nothing and do
 * not count. Two statements for any number of promises.
 */
export async function readMovements(
  { store }: Reading,
  promises: readonly PromiseRow[],
): Promise<(promise: PromiseRow) => readonly Paid[]> {
  const since = promises.map((promise) => promise.madeAt).toSorted()[0]
  if (since === undefined) return () => []
  const commitments = await store.find(ledgerCommitments, {
    where: {
      anyOf: [
        { customerId: { in: promises.map(({ customerId }) => customerId) } },
        { orderId: { in: promises.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])) } },
      ],
    },
    limit: 'all',
  })
  const entries = await store.find(ledgerEntries, {
    where: {
      orderId: { in: commitments.flatMap(orderIdsOf) },
      kind: { in: ['receipt', 'refund', 'void'] },
      at: { gte: since },
    },
    limit: 'all',
  })
  // What was paid for an order that was merged is paid for the one that stands for it.
  const standsFor = new Map(commitments.flatMap((one) => mergedFrom(one).map((id) => [id, one.orderId] as const)))
  const movements = entries.flatMap((entry): Paid[] => {
    const { id, orderId, businessDate, at, kind, amount } = entry
    if (orderId === null || purposeOf(entry) === 'bond') return []
    return [
      {
        id,
        orderId: standsFor.get(orderId) ?? orderId,
        businessDate,
        at,
        amount: kind === 'receipt' ? amount : -amount,
      },
    ]
  })
  const ownerOf = new Map(commitments.map(({ orderId, customerId }) => [orderId, customerId]))
  return (promise) =>
    movements.filter(({ orderId }) =>
      promise.orderId === null ? ownerOf.get(orderId) === promise.customerId : orderId === promise.orderId,
    )
}
