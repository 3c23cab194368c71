/** Everything that is kept of orders and of their money, read past the rooms' own code. */
import {
  ledgerCommitments,
  ledgerEntries,
  ledgerLines,
  orders,
  ordersLines,
  ordersStageChanges,
  ordersWork,
  type RowOf,
  type ScopedReads,
  selectionConfirmations,
  selectionReopenings,
  selectionSelections,
  selectionUses,
} from '@calotype/core'

type Rows<T extends Parameters<ScopedReads['find']>[0]> = readonly RowOf<T>[]

export interface OrderFacts {
  readonly orders: Rows<typeof orders>
  readonly lines: Rows<typeof ordersLines>
  readonly changes: Rows<typeof ordersStageChanges>
  readonly work: Rows<typeof ordersWork>
  readonly commitments: Rows<typeof ledgerCommitments>
  readonly entries: Rows<typeof ledgerEntries>
  readonly posted: Rows<typeof ledgerLines>
  readonly selections: Rows<typeof selectionSelections>
  readonly confirmations: Rows<typeof selectionConfirmations>
  readonly reopenings: Rows<typeof selectionReopenings>
  readonly uses: Rows<typeof selectionUses>
}

export async function readFacts(store: ScopedReads): Promise<OrderFacts> {
  const all = { limit: 'all' } as const
  return {
    orders: await store.find(orders, all),
    lines: await store.find(ordersLines, { orderBy: ['orderId', 'line'], ...all }),
    changes: await store.find(ordersStageChanges, all),
    work: await store.find(ordersWork, all),
    commitments: await store.find(ledgerCommitments, all),
    entries: await store.find(ledgerEntries, all),
    posted: await store.find(ledgerLines, all),
    selections: await store.find(selectionSelections, all),
    confirmations: await store.find(selectionConfirmations, all),
    reopenings: await store.find(selectionReopenings, all),
    uses: await store.find(selectionUses, all),
  }
}
