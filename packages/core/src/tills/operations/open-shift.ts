import { z } from 'zod'
import { currencyUnknown } from '../../values/errors.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { tillText } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { beginShift } from '../begin-shift.ts'
import { countForeign } from '../count-foreign.ts'
import { countedCash } from '../counted-cash.ts'
import { refuseClosedDay } from '../day-state.ts'
import {
  CashCountContradicts,
  CashCountInvalid,
  CashierBusy,
  TillDayClosed,
  TillAmountInvalid,
  TillInactive,
  TillInUse,
  TillNotNamed,
  TillUnknown,
} from '../errors.ts'
import { foreignLeft, type ForeignOpening } from '../foreign-drawer.ts'
import { branchLock } from '../open-shift.ts'
import { presentShift, type TillShift, shiftSchema } from '../present-shift.ts'
import { readDrawerBalances } from '../read-expected.ts'
import { tillSettings } from '../settings.ts'
import { amountText, cashCountSchema, foreignOpeningsSchema } from '../shapes.ts'
import { type TillRow, tills, tillsShifts } from '../tables.ts'
import { opening } from '../till-lines.ts'

const schema = z.strictObject({
  /** May be left out where the branch has one till. */
  till: tillText.optional(),
  /** What was counted in the drawer. */
  float: cashCountSchema,
  /** How much of it was brought from the safe; all that the drawer did not carry, unless told. */
  fromSafe: amountText.optional(),
  /** Foreign cash in the drawer; what is not counted is taken over as the books have it. */
  foreignFloats: foreignOpeningsSchema.default([]),
})

export interface OpenTillShift extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OpenTillShift> = schema

const errors = [
  TillNotNamed,
  TillUnknown,
  TillInactive,
  TillInUse,
  CashierBusy,
  TillDayClosed,
  CashCountInvalid,
  CashCountContradicts,
  TillAmountInvalid,
  currencyUnknown,
] as const

/**
 * Opens a shift for who calls it. What the books say and the count does not is settled at once: with the safe, or as a till
 * difference.
 */
export const openShift: Operation<'command', OpenTillShift, TillShift, (typeof errors)[number]> = operation({
  name: 'tills.openShift',
  summary: 'Opens a shift at a till with a counted float.',
  kind: 'command',
  input,
  output: shiftSchema,
  errors,
  async run(context, { till: code, float, fromSafe, foreignFloats: given }) {
    const { currency } = context.studio
    const { denominations } = await context.settings(tillSettings)
    const counted = countedCash(float, currency, denominations)
    const brought = fromSafe === undefined ? undefined : Money.of(fromSafe, currency)
    if (brought?.isNegative() === true) {
      const rule = 'must not be below zero'
      throw TillAmountInvalid.create({ field: 'fromSafe', rule, amount: brought.toString() })
    }
    const foreignCounted = await countForeign(context, given, 'fromSafe', (count) => count.fromSafe)
    await context.store.lock([branchLock(context.branch)])
    await refuseClosedDay(context, context.businessDate)
    const till = await freeTill(context, code)
    const { carried, foreign: carriedForeign, first } = await carriedBy(context, till)
    const settled = opening({ carried, counted: counted.amount, fromSafe: brought, first })
    const foreign = foreignOpenings(carriedForeign, foreignCounted, first)
    const { actor: cashier } = context
    return presentShift(
      await beginShift(context, till, { cashier, carried, counted, foreign, handedFrom: null, ...settled }),
    )
  },
})

async function freeTill(context: CommandContext, code: string | undefined): Promise<TillRow> {
  const { store, branch, actor } = context
  const all = await store.findForUpdate(tills, { where: { branch }, orderBy: ['code'], limit: 'all' })
  const active = all.filter((till) => till.active)
  const known = active.map((till) => till.code)
  if (code === undefined && active.length !== 1) throw TillNotNamed.create({ branch, known })
  const till = code === undefined ? active[0] : all.find((one) => one.code === code)
  if (till === undefined) throw TillUnknown.create({ till: code ?? '', branch, known })
  if (!till.active) throw TillInactive.create({ till: till.code })
  if (till.cashier !== null) throw TillInUse.create({ till: till.code, cashier: till.cashier })
  const busy = all.find((one) => one.cashier === actor)
  if (busy !== undefined) throw CashierBusy.create({ cashier: actor, till: busy.code })
  return till
}

interface Carried {
  readonly carried: Money
  readonly foreign: readonly Money[]
  /** Whether nobody had a shift at the till before. */
  readonly first: boolean
}

/** What the drawer holds by the books: what the last shift left, or the account where there may be more. */
async function carriedBy(context: CommandContext, till: TillRow): Promise<Carried> {
  const { currency } = context.studio
  const [last] = await context.store.find(tillsShifts, {
    where: { till: till.code },
    orderBy: ['-openedAt', '-id'],
    limit: 1,
  })
  const left = last?.left ?? null
  // A sale that began before the branch had a till may have left its cash here after the last shift was counted.
  const branchDrawer = till.code === context.branch
  if (left === null || till.cashOutsideShift || branchDrawer) {
    const balances = await readDrawerBalances(context, till.code)
    const carried = balances.find((one) => one.currency === currency) ?? Money.zero(currency)
    const foreign = balances.filter((one) => one.currency !== currency && !one.isZero())
    return { carried, foreign, first: last === undefined }
  }
  const foreign = foreignLeft(last?.foreignLeft)
  return { carried: Money.ofMinor(left, currency), foreign: foreign.filter((one) => !one.isZero()), first: false }
}

/** Every foreign currency that was carried or counted, in the order of their codes. */
function foreignOpenings(
  carriedForeign: readonly Money[],
  counts: Awaited<ReturnType<typeof countForeign>>,
  first: boolean,
): readonly ForeignOpening[] {
  const books = new Map(carriedForeign.map((one) => [one.currency, one]))
  return [...new Set([...books.keys(), ...counts.keys()])].sort().map((currency) => {
    const carried = books.get(currency) ?? Money.zero(currency)
    const { counted = { amount: carried, denominations: null }, moved: fromSafe } = counts.get(currency) ?? {}
    return { carried, counted, ...opening({ carried, counted: counted.amount, fromSafe, first }) }
  })
}
