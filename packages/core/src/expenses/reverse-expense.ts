/** Takes an expense or a reimbursement back, whole and once, by a reversal that is linked to it. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { recordFact, requireApproval, reverseEntry } from '../ledger/index.ts'
import { lockAccrual } from './accrue.ts'
import { ExpenseNotReversible, ExpenseUnknown } from './errors.ts'
import { expenseReversed } from './events.ts'
import { lockPrepaid } from './prepay.ts'
import { lockClaims } from './reimburse.ts'
import {
  type ExpenseRow,
  expensesAccruals,
  expensesClaims,
  expensesExpenses,
  expensesPrepaid,
  expensesReimbursements,
  expensesReversals,
} from './tables.ts'

export interface ExpenseReversal {
  readonly id: string
  /** Why. Never personal data. */
  readonly reason: string
  readonly approver?: string | undefined
}

export interface ReversedExpense {
  readonly reversalId: string
  readonly approver: string | null
}

const ownKinds = ['expense', 'prepayment', 'accrual', 'staffReimbursement']

const notReversible = (id: string, rule: string) => ExpenseNotReversible.create({ id, rule })

/** Locks what follows from the expense, and undoes it. Called before the entry is reversed. */
async function undo(context: CommandContext, { id, kind, documentId }: ExpenseRow): Promise<void> {
  const { store } = context
  if (kind === 'claim') {
    const [claim] = await lockClaims(context, [id])
    if (claim?.isOpen !== true) throw notReversible(id, 'was reimbursed, or taken back already')
    await store.update(expensesClaims, claim, { open: 0n, isOpen: false })
  } else if (kind === 'prepaid') {
    if (documentId !== null) throw notReversible(id, `came with bill "${documentId}", which is voided instead`)
    const row = await lockPrepaid(context, id)
    if (row.rest !== row.total) throw notReversible(id, 'is an expense in part, or was taken back already')
    await store.update(expensesPrepaid, row, { rest: 0n, nextOn: null })
  } else if (kind === 'accrual') {
    const row = await lockAccrual(context, id)
    if (row.reversesOn === null) throw notReversible(id, 'was taken back already')
    await store.update(expensesAccruals, row, { open: 0n, reversesOn: null })
  } else await store.lock([`expenses.reverse:${id}`])
}

/**
 * Takes an expense back. Statements: the expense, the lock of what follows from it, those of a reversal, the update of what
 * follows, and the mark.
 *
 * @throws EXPENSE_UNKNOWN, EXPENSE_NOT_REVERSIBLE, APPROVER_MISSING, APPROVER_REFUSED, and as reverseEntry
 */
export async function reverseExpense(context: CommandContext, wanted: ExpenseReversal): Promise<ReversedExpense> {
  const { id } = wanted
  const { store, branch } = context
  const expense = await store.get(expensesExpenses, id)
  if (expense?.branch !== branch) throw ExpenseUnknown.create({ id, branch })
  await undo(context, expense)
  return takeBack(context, wanted, expense.entryId)
}

/** Takes a reimbursement back: its claims are open again. @throws as reverseExpense */
export async function reverseReimbursement(context: CommandContext, wanted: ExpenseReversal): Promise<ReversedExpense> {
  const { id } = wanted
  const { store, branch } = context
  const paid = await store.get(expensesReimbursements, id)
  if (paid?.branch !== branch) throw ExpenseUnknown.create({ id, branch })
  const claims = await lockClaims(context, z.array(z.string()).parse(paid.claims))
  if ((await store.get(expensesReversals, id)) !== undefined) throw notReversible(id, 'was taken back already')
  for (const claim of claims) await store.update(expensesClaims, claim, { open: claim.amount, isOpen: true })
  return takeBack(context, wanted, paid.entryId)
}

/** The lock that the caller holds lets one through; the key of the mark lets through no other. */
async function takeBack(
  context: CommandContext,
  { id, reason, approver: named }: ExpenseReversal,
  entryId: string,
): Promise<ReversedExpense> {
  const { actor, branch, now: at } = context
  if ((await context.store.get(expensesReversals, id)) !== undefined) throw notReversible(id, 'was taken back already')
  const approver = await requireApproval(context, { permission: 'expenses.void', approver: named, entryId })
  const { entry } = await reverseEntry(context, { entryId, kinds: ownKinds, reason })
  const reversalId = entry.id
  recordFact(context, expensesReversals, { reversedId: id, branch, reversalId, reason, actor, approver, at })
  context.emit(expenseReversed, { reversedId: id, reversalId, approver })
  return { reversalId, approver }
}
