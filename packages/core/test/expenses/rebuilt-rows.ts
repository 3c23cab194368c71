/** Makes anew, from facts that are sealed and from entries, what the payables and expenses keep beside them. */
import { expect } from 'vitest'
import { z } from 'zod'
import { createEngine } from '../../src/create-engine.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import {
  expensesAccruals,
  expensesClaims,
  expensesExpenses,
  expensesPrepaid,
  expensesPrepaidParts,
  expensesReimbursements,
  expensesReversals,
} from '../../src/expenses/index.ts'
import { ledgerEntries } from '../../src/ledger/index.ts'
import {
  payablesApprovals,
  payablesDocuments,
  payablesMovements,
  payablesOpen,
  payablesVoids,
} from '../../src/payables/index.ts'
import { memory, type MemoryDisk } from '../../src/storage/memory/memory.ts'
import type { ScopedReads } from '../../src/storage/scoped-reads.ts'
import type { RowOf, Table } from '../../src/storage/table.ts'

const all = <T extends Table>(store: ScopedReads, table: T): Promise<readonly RowOf<T>[]> =>
  store.find(table, { limit: 'all' })

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n)

async function openRows(store: ScopedReads) {
  const movements = await all(store, payablesMovements)
  const voided = new Set((await all(store, payablesVoids)).map((one) => one.voidedId))
  const approved = new Set((await all(store, payablesApprovals)).map((one) => one.documentId))
  const rebuilt = (await all(store, payablesDocuments)).map((document) => {
    const { id, branch, supplierId, kind, dueOn, currency, amount } = document
    const open = sum(movements.filter((one) => one.documentId === id).map((one) => one.amount))
    const numbered = document.number !== null && !voided.has(id)
    const follows = { open, isOpen: open > 0n, voided: voided.has(id), given: approved.has(id), numbered }
    return { documentId: id, branch, supplierId, kind, dueOn, currency, amount, ...follows }
  })
  const standing = (await all(store, payablesOpen)).map(({ numberKey, approval, ...row }) => ({
    ...row,
    given: approval === 'given',
    numbered: numberKey !== null,
  }))
  return { standing, rebuilt }
}

async function claimRows(store: ScopedReads) {
  const takenBack = new Set((await all(store, expensesReversals)).map((one) => one.reversedId))
  const paid = (await all(store, expensesReimbursements)).filter((one) => !takenBack.has(one.id))
  const settled = new Set([...takenBack, ...paid.flatMap((one) => z.array(z.string()).parse(one.claims))])
  const rebuilt = (await all(store, expensesExpenses))
    .filter((one) => one.kind === 'claim')
    .map(({ id: expenseId, branch, spentBy: staff, businessDate, currency, amount }) => {
      const isOpen = !settled.has(expenseId)
      return { expenseId, branch, staff, businessDate, currency, amount, open: isOpen ? amount : 0n, isOpen }
    })
  return { standing: await all(store, expensesClaims), rebuilt }
}

async function prepaidRows(store: ScopedReads) {
  const gone = new Set([
    ...(await all(store, expensesReversals)).map((one) => one.reversedId),
    ...(await all(store, payablesVoids)).map((one) => one.voidedId),
  ])
  const parts = await all(store, expensesPrepaidParts)
  const rows = await all(store, expensesPrepaid)
  const rebuilt = rows.map(({ id, total, documentId }) => {
    const own = parts.filter((one) => one.prepaidId === id)
    const rest = gone.has(id) || gone.has(documentId ?? '') ? 0n : total - sum(own.map((one) => one.amount))
    return { id, rest, done: own.length }
  })
  return { standing: rows.map(({ id, rest, done }) => ({ id, rest, done })), rebuilt }
}

async function accrualRows(store: ScopedReads) {
  const takenBack = new Set((await all(store, expensesReversals)).map((one) => one.reversedId))
  const reversals = await store.find(ledgerEntries, { where: { kind: 'accrualReversal' }, limit: 'all' })
  const rows = await all(store, expensesAccruals)
  const rebuilt = rows.map(({ id, amount, entryId }) => {
    const reversalId = reversals.find((one) => one.correctsId === entryId)?.id ?? null
    return { id, open: reversalId !== null || takenBack.has(id) ? 0n : amount, reversalId }
  })
  return { standing: rows.map(({ id, open, reversalId }) => ({ id, open, reversalId })), rebuilt }
}

const inOrder = (rows: readonly object[]): string[] =>
  rows
    .map((row) => {
      const cells = Object.entries(row).filter(([name]) => name !== 'tenant' && name !== 'version')
      return cells
        .map(([name, cell]) => `${name}=${String(cell)}`)
        .sort()
        .join(' ')
    })
    .sort()

const asText = ({
  standing,
  rebuilt,
}: {
  readonly standing: readonly object[]
  readonly rebuilt: readonly object[]
}) => ({
  standing: inOrder(standing),
  rebuilt: inOrder(rebuilt),
})

const rebuild = operation({
  name: 'auditor.rebuild',
  summary: 'Rows that follow from facts, and what they must be.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.record(z.string(), z.object({ standing: z.array(z.string()), rebuilt: z.array(z.string()) })),
  run: async ({ store }) => ({
    open: asText(await openRows(store)),
    claims: asText(await claimRows(store)),
    prepaid: asText(await prepaidRows(store)),
    accruals: asText(await accrualRows(store)),
  }),
})

const auditor = definePlugin({
  name: 'auditor',
  version: '1.0.0',
  requires: { expenses: '*' },
  operations: { rebuild },
  roles: { owner: ['auditor.*'] },
})

/** Every row of the studio `rose` is what its facts say. Answers how many rows there were. */
export async function checkRebuilt(disk: MemoryDisk): Promise<number> {
  const engine = await createEngine({
    storage: memory({ disk }),
    plugins: [auditor],
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
  })
  const owner = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'the-auditor', roles: ['owner'] } })
  let rows = 0
  for (const [name, { standing, rebuilt }] of Object.entries(await owner.auditor.rebuild({}))) {
    expect(standing, name).toEqual(rebuilt)
    rows += standing.length
  }
  await engine.close()
  return rows
}
