/** What pay-ins, pay-outs and drops share: an entry between the drawer of an open shift and another account. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { chartAccount, isMoneyAccount, tillAccount } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import { TillAccountRefused, TillAmountInvalid } from './errors.ts'
import { lockOpenShift } from './open-shift.ts'
import { postTillEntry, type TillEntryKind } from './till-entry.ts'
import { cashLines } from './till-lines.ts'

const schema = z.object({
  entryId: z.string(),
  shiftId: z.string(),
  till: z.string(),
  account: z.string(),
  currency: z.string(),
  amount: z.string(),
})

/** Cash that came into a drawer or left it. */
export interface CashMovement extends z.output<typeof schema> {}

export const cashMovementSchema: z.ZodType<CashMovement> = schema

export interface WantedMovement {
  readonly shiftId?: string | undefined
  readonly kind: TillEntryKind
  readonly amount: Money
  /** Where the cash comes from or goes to. */
  readonly account: string
  readonly into: boolean
  readonly memo?: string | undefined
}

/** @throws TILL_AMOUNT_INVALID, TILL_ACCOUNT_REFUSED, ACCOUNT_UNKNOWN, ACCOUNT_CLOSED, and as lockOpenShift */
export async function moveCash(context: CommandContext, wanted: WantedMovement): Promise<CashMovement> {
  const { kind, amount, account, into, memo } = wanted
  if (!amount.isPositive()) {
    throw TillAmountInvalid.create({ field: 'amount', rule: 'must be above zero', amount: amount.toString() })
  }
  if (chartAccount(account)?.control === true) {
    throw TillAccountRefused.create({ account, rule: 'must not be a control account' })
  }
  if (amount.currency !== context.studio.currency && !isMoneyAccount(account)) {
    throw TillAccountRefused.create({ account, rule: `must be an account of money, since ${amount.currency} move` })
  }
  if (account.startsWith(tillAccount(''))) throw TillAccountRefused.create({ account, rule: 'must not be a till' })
  const { shift } = await lockOpenShift(context, wanted.shiftId)
  const lines = cashLines(shift.till, into ? amount : amount.negated(), account)
  const entryId = await postTillEntry(context, shift, kind, lines, memo)
  if (entryId === null) throw new Error('an amount above zero posted nothing')
  const { id: shiftId, till } = shift
  return { entryId, shiftId, till, account, currency: amount.currency, amount: amount.toString() }
}
