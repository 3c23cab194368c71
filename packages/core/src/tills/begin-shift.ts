/** Opens a shift at a till that the caller has locked: counts the drawer, settles it with the books, binds the till. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import type { CountedCash } from './counted-cash.ts'
import { shiftOpened } from './events.ts'
import { floatOf, type ForeignOpening } from './foreign-drawer.ts'
import { forgetTills } from './held-tills.ts'
import { postDifference } from './post-difference.ts'
import { type ShiftRow, type TillRow, tills, tillsShifts } from './tables.ts'
import { postTillEntry } from './till-entry.ts'
import { cashLines, type Opening, safeAccount } from './till-lines.ts'

export interface Beginning extends Opening {
  readonly cashier: string
  readonly carried: Money
  readonly counted: CountedCash
  /** Foreign cash, in the order of currency codes. */
  readonly foreign: readonly ForeignOpening[]
  readonly handedFrom: string | null
}

export async function beginShift(context: CommandContext, till: TillRow, beginning: Beginning): Promise<ShiftRow> {
  const { cashier, carried, counted, brought, difference, handedFrom, foreign } = beginning
  const floats = foreign.map(floatOf)
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
    foreign: floats.length === 0 ? null : floats.map((one) => ({ ...one })),
    handedFrom,
    open: true,
  })
  await context.store.update(tills, till, { shiftId: shift.id, cashier })
  forgetTills(context)
  await postTillEntry(context, shift, 'tillFloat', cashLines(till.code, brought, safeAccount))
  await postDifference(context, shift, difference)
  for (const one of foreign) {
    await postTillEntry(context, shift, 'tillFloat', cashLines(till.code, one.brought, safeAccount))
    await postDifference(context, shift, one.difference)
  }
  const { id: shiftId, currency } = shift
  context.emit(shiftOpened, {
    shiftId,
    till: till.code,
    cashier,
    currency,
    float: counted.amount.toString(),
    foreign: floats.map((one) => ({ currency: one.currency, float: one.float })),
  })
  return shift
}
