/** Opens a shift at a till that the caller has locked: counts the drawer, settles it with the books, binds the till. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import type { CountedCash } from './counted-cash.ts'
import { shiftOpened } from './events.ts'
import { forgetTills } from './held-tills.ts'
import { type ShiftRow, type TillRow, tills, tillsShifts } from './tables.ts'
import { postTillEntry } from './till-entry.ts'
import { cashLines, differenceLines, type Opening, safeAccount } from './till-lines.ts'

export interface Beginning extends Opening {
  readonly cashier: string
  readonly carried: Money
  readonly counted: CountedCash
  readonly handedFrom: string | null
}

export async function beginShift(context: CommandContext, till: TillRow, beginning: Beginning): Promise<ShiftRow> {
  const { cashier, carried, counted, brought, difference, handedFrom } = beginning
  const shift = recordFact(context, tillsShifts, {
    id: context.newId(),
    branch: till.branch,
    till: till.code,
    cashier,
    businessDate: context.businessDate,
    openedAt: context.now,
    openedBy: context.actor,
    currency: context.studio.currency,
    carried: carried.minor,
    float: counted.amount.minor,
    denominations: counted.denominations,
    handedFrom,
    open: true,
  })
  await context.store.update(tills, till, { shiftId: shift.id, cashier })
  forgetTills(context)
  await postTillEntry(context, shift, 'tillFloat', cashLines(till.code, brought, safeAccount))
  await postTillEntry(context, shift, 'tillDifference', differenceLines(till.code, difference))
  const { id: shiftId, currency } = shift
  context.emit(shiftOpened, { shiftId, till: till.code, cashier, currency, float: counted.amount.toString() })
  return shift
}
