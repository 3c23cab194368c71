import { z } from 'zod'
import { currencyUnknown } from '../../values/errors.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { PaymentMethodUnknown } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { beginShift } from '../begin-shift.ts'
import { refuseClosedDay } from '../day-state.ts'
import { endShift } from '../end-shift.ts'
import { type ForeignClosing, type ForeignOpening, foundOf } from '../foreign-drawer.ts'
import {
  CashCountContradicts,
  CashCountInvalid,
  CashierBusy,
  CountTooSmall,
  TillAmountInvalid,
  TillDayClosed,
  TillShiftNotOpen,
  TillShiftUnknown,
} from '../errors.ts'
import { branchLock, lockOpenShift } from '../open-shift.ts'
import {
  presentCount,
  presentShift,
  type TillShift,
  type TillShiftReport,
  shiftReportSchema,
  shiftSchema,
} from '../present-shift.ts'
import { countingMembers } from '../shapes.ts'
import { tills } from '../tables.ts'

const schema = z.strictObject({
  ...countingMembers,
  /** The host's id of the cashier who takes over. */
  to: z.string().min(1).max(200),
})

export interface HandOverTill extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, HandOverTill> = schema

export interface TillHandedOver {
  readonly closed: TillShiftReport
  readonly opened: TillShift
}

const output: z.ZodType<TillHandedOver> = z.object({ closed: shiftReportSchema, opened: shiftSchema })

const errors = [
  TillShiftNotOpen,
  TillShiftUnknown,
  CashierBusy,
  TillDayClosed,
  CashCountInvalid,
  CashCountContradicts,
  PaymentMethodUnknown,
  CountTooSmall,
  TillAmountInvalid,
  currencyUnknown,
] as const

/** Closes a shift and opens one for another cashier with the same cash, in one transaction: the drawer is never nobody's. */
export const handOver: Operation<'command', HandOverTill, TillHandedOver, (typeof errors)[number]> = operation({
  name: 'tills.handOver',
  summary: 'Counts a shift out and hands its cash to another cashier.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { shiftId, to, ...ending }) {
    const { store, branch, studio } = context
    await store.lock([branchLock(branch)])
    await refuseClosedDay(context, context.businessDate)
    const [busy] = await store.find(tills, { where: { branch, cashier: to }, orderBy: ['code'], limit: 1 })
    if (busy !== undefined) throw CashierBusy.create({ cashier: to, till: busy.code })
    const ended = await endShift(context, await lockOpenShift(context, shiftId), { ...ending, handedTo: to })
    const zero = Money.zero(studio.currency)
    const opened = await beginShift(context, ended.till, {
      cashier: to,
      carried: ended.counted.amount,
      counted: ended.counted,
      foreign: ended.foreign.map(handedForeign),
      brought: zero,
      difference: zero,
      handedFrom: ended.shift.id,
    })
    return { closed: presentCount(ended.shift, ended.count), opened: presentShift(opened) }
  },
})

/** The next cashier carries what was counted, or what nobody counted, less what went to the safe. */
function handedForeign(closing: ForeignClosing): ForeignOpening {
  const carried = foundOf(closing).minus(closing.toSafe)
  const zero = Money.zero(carried.currency)
  const denominations = closing.toSafe.isZero() ? (closing.counted?.denominations ?? null) : null
  return { carried, counted: { amount: carried, denominations }, brought: zero, difference: zero }
}
