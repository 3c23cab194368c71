/** Gives employees back what they paid for the studio. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, debit, recordFact } from '../ledger/index.ts'
import { legsTotal, moneyLegs, type MoneyLegInput, moneyOut } from '../payables/index.ts'
import { Money } from '../values/money.ts'
import { ClaimNotOpen, ExpenseUneven } from './errors.ts'
import { staffReimbursed } from './events.ts'
import { postExpenseEntry } from './expense-entry.ts'
import { type ClaimRow, expensesClaims, expensesReimbursements } from './tables.ts'

export interface Reimbursement {
  readonly staff: string
  /** Which claims, each whole; all that are open in the branch unless told. */
  readonly expenseIds?: readonly string[] | undefined
  readonly legs: readonly MoneyLegInput[]
  readonly reference?: string | undefined
}

/** Locks claims in the order of their ids. */
export function lockClaims({ store }: CommandContext, expenseIds: readonly string[]): Promise<ClaimRow[]> {
  return store.findForUpdate(expensesClaims, {
    where: { expenseId: { in: expenseIds } },
    orderBy: ['expenseId'],
    limit: 'all',
  })
}

async function claimsOf(context: CommandContext, { staff, expenseIds }: Reimbursement): Promise<readonly ClaimRow[]> {
  const { branch, store } = context
  if (expenseIds === undefined) {
    const where = { isOpen: true, staff, branch }
    return store.findForUpdate(expensesClaims, { where, orderBy: ['expenseId'], limit: 'all' })
  }
  const rows = await lockClaims(context, expenseIds)
  for (const expenseId of expenseIds) {
    const row = rows.find((one) => one.expenseId === expenseId)
    const refuse = (rule: string) => ClaimNotOpen.create({ expenseId, rule })
    if (row?.branch !== branch) throw refuse(`is none of branch "${branch}"`)
    if (row.staff !== staff) throw refuse(`is that of "${row.staff}"`)
    if (!row.isOpen) throw refuse('was reimbursed or taken back')
  }
  return rows
}

/**
 * Reimburses claims whole. Statements: the lock of the claims, one update for each, and one insert each for entries, lines and
 * reimbursements; of a till, what its shift costs.
 *
 * @throws CLAIM_NOT_OPEN, EXPENSE_UNEVEN, and as moneyLegs and postEntry
 */
export async function reimburseStaff(
  context: CommandContext,
  wanted: Reimbursement,
): Promise<{
  readonly id: string
  readonly entryId: string
  readonly amount: Money
  readonly claims: readonly string[]
}> {
  const { currency } = context.studio
  const { staff, reference } = wanted
  const { businessDate, branch } = context
  const claims = await claimsOf(context, wanted)
  const amount = Money.sum(
    currency,
    claims.map((claim) => Money.ofMinor(claim.open, currency)),
  )
  const legs = await moneyLegs(context, wanted.legs, businessDate)
  const paid = legsTotal(currency, legs)
  if (!paid.equals(amount)) throw ExpenseUneven.create({ paid: paid.toString(), amount: amount.toString() })
  const lines = [debit(accounts.staffClaims, amount, { staff }), ...moneyOut(legs)]
  const entry = await postExpenseEntry(context, { kind: 'staffReimbursement', lines, amount, businessDate })
  for (const claim of claims) await context.store.update(expensesClaims, claim, { open: 0n, isOpen: false })
  const ids = claims.map((claim) => claim.expenseId)
  const { id } = recordFact(context, expensesReimbursements, {
    id: context.newId(),
    branch,
    staff,
    entryId: entry.id,
    businessDate,
    at: context.now,
    actor: context.actor,
    currency,
    amount: amount.minor,
    reference: reference ?? null,
    claims: ids,
    legs: legs.map((leg) => ({ account: leg.account, amount: leg.amount.toString() })),
  })
  const told = { reimbursementId: id, entryId: entry.id, staff, currency, amount: amount.toString() }
  context.emit(staffReimbursed, told)
  return { id, entryId: entry.id, amount, claims: ids }
}
