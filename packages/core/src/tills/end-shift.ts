/** Closes a shift that the caller has locked: holds what was counted against the books, and posts the difference. */
import type { CommandContext } from '../engine/context.ts'
import { paymentMethods, PaymentMethodUnknown, recordFact } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { countForeign } from './count-foreign.ts'
import { type CountedCash, countedCash } from './counted-cash.ts'
import { CountTooSmall, TillAmountInvalid } from './errors.ts'
import { shiftClosed } from './events.ts'
import { allMethodDifferences, type MethodCount } from './expected.ts'
import { countOf, differenceOf, type ForeignClosing, foreignFloats, leftOf } from './foreign-drawer.ts'
import { forgetTills } from './held-tills.ts'
import { nextTillNumber } from './numbering.ts'
import type { OpenShift } from './open-shift.ts'
import { postDifference } from './post-difference.ts'
import { readExpected, type ShiftExpected } from './read-expected.ts'
import { tillSettings } from './settings.ts'
import type { CashCount, ForeignClosingCount, MethodCounts } from './shapes.ts'
import { type CountRow, type ShiftRow, type TillRow, tills, tillsCounts, tillsShifts } from './tables.ts'
import { postTillEntry } from './till-entry.ts'
import { cashLines, safeAccount } from './till-lines.ts'

export interface Ending {
  readonly cash: CashCount
  readonly foreign?: readonly ForeignClosingCount[] | undefined
  readonly others?: MethodCounts | undefined
  readonly toSafe?: string | undefined
  readonly note?: string | undefined
  readonly handedTo?: string | undefined
}

export interface Ended {
  readonly till: TillRow
  readonly shift: ShiftRow
  readonly count: CountRow
  readonly counted: CountedCash
  readonly foreign: readonly ForeignClosing[]
}

/** Whatever was counted, it closes: a count is never refused for its amount, and never changed. */
export async function endShift(context: CommandContext, { till, shift }: OpenShift, ending: Ending): Promise<Ended> {
  const { store, studio, now: at, actor } = context
  const { currency } = studio
  const { denominations } = await context.settings(tillSettings)
  const counted = countedCash(ending.cash, currency, denominations)
  const toSafe = Money.of(ending.toSafe ?? '0', currency)
  if (toSafe.isNegative()) {
    throw TillAmountInvalid.create({ field: 'toSafe', rule: 'must not be below zero', amount: toSafe.toString() })
  }
  if (toSafe.greaterThan(counted.amount)) {
    throw CountTooSmall.create({ toSafe: toSafe.toString(), counted: counted.amount.toString() })
  }
  const others = countedMethods(context, ending.others ?? [])
  const foreignCounted = await countForeign(context, ending.foreign ?? [], 'toSafe', (count) => count.toSafe)
  const expected = await readExpected(store, shift)
  const foreign = foreignClosings(expected, foreignCounted)
  const difference = counted.amount.minus(expected.cash)
  const left = counted.amount.minus(toSafe)
  const number = await nextTillNumber(context, 'shift')
  await postDifference(context, shift, difference, ending.note)
  await postTillEntry(context, shift, 'tillDrop', cashLines(till.code, toSafe.negated(), safeAccount))
  for (const one of foreign) {
    const found = differenceOf(one)
    if (found !== null) await postDifference(context, shift, found, ending.note)
    await postTillEntry(context, shift, 'tillDrop', cashLines(till.code, one.toSafe.negated(), safeAccount))
  }
  const floats = foreignFloats(shift.foreign)
  const foreignCount = foreign.map((one) => countOf(one, floats))
  const count = recordFact(context, tillsCounts, {
    shiftId: shift.id,
    branch: shift.branch,
    till: till.code,
    cashier: shift.cashier,
    businessDate: shift.businessDate,
    number,
    countedBy: actor,
    at,
    currency,
    expected: expected.cash.minor,
    counted: counted.amount.minor,
    difference: difference.minor,
    toSafe: toSafe.minor,
    denominations: counted.denominations,
    foreign: foreignCount.length === 0 ? null : foreignCount.map((one) => ({ ...one })),
    methods: allMethodDifferences(expected, others).map((one) => ({ ...one })),
    handedTo: ending.handedTo ?? null,
    note: ending.note ?? null,
  })
  const closed = await store.update(tillsShifts, shift, {
    open: false,
    closedAt: at,
    left: left.minor,
    ...(foreignCount.length === 0 ? {} : { foreignLeft: leftOf(foreignCount) }),
  })
  const freed = await store.update(tills, till, { shiftId: null, cashier: null })
  forgetTills(context)
  context.emit(shiftClosed, {
    shiftId: shift.id,
    till: till.code,
    cashier: shift.cashier,
    number,
    currency,
    expected: expected.cash.toString(),
    counted: counted.amount.toString(),
    difference: difference.toString(),
    foreign: foreignCount.map(({ currency: of, expected: books, counted: found, difference: off }) => ({
      currency: of,
      expected: books,
      counted: found,
      difference: off,
    })),
  })
  return { till: freed, shift: closed, count, counted, foreign }
}

/** Every foreign currency that was expected or counted, in the order of their codes. */
function foreignClosings(
  expected: ShiftExpected,
  counts: Awaited<ReturnType<typeof countForeign>>,
): readonly ForeignClosing[] {
  const books = new Map(expected.foreign.map(({ cash }) => [cash.currency, cash]))
  const currencies = [...new Set([...books.keys(), ...counts.keys()])].sort()
  return currencies.flatMap((currency) => {
    const zero = Money.zero(currency)
    const cash = books.get(currency) ?? zero
    const { counted = null, moved: toSafe = zero } = counts.get(currency) ?? {}
    return counted === null && cash.isZero() ? [] : [{ expected: cash, counted, toSafe }]
  })
}

/** Cash is counted apart. By currency. @throws PAYMENT_METHOD_UNKNOWN, MONEY_* */
function countedMethods(context: CommandContext, given: MethodCounts): readonly MethodCount[] {
  const codes = context
    .entries(paymentMethods)
    .filter((method) => !method.cash)
    .map((method) => method.code)
  return given.map(({ method, amount, currency = context.studio.currency }) => {
    if (!codes.includes(method)) throw PaymentMethodUnknown.create({ method, known: codes })
    return { method, amount: Money.of(amount, currency) }
  })
}
