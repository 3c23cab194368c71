/** Closes a shift that the caller has locked: holds what was counted against the books, and posts the difference. */
import type { CommandContext } from '../engine/context.ts'
import { paymentMethods, PaymentMethodUnknown, recordFact } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { type CountedCash, countedCash } from './counted-cash.ts'
import { CountTooSmall, TillAmountInvalid } from './errors.ts'
import { shiftClosed } from './events.ts'
import { methodDifferences } from './expected.ts'
import { forgetTills } from './held-tills.ts'
import { nextTillNumber } from './numbering.ts'
import type { OpenShift } from './open-shift.ts'
import { readExpected } from './read-expected.ts'
import { tillSettings } from './settings.ts'
import type { CashCount, MethodCounts } from './shapes.ts'
import { type CountRow, type ShiftRow, type TillRow, tills, tillsCounts, tillsShifts } from './tables.ts'
import { postTillEntry } from './till-entry.ts'
import { cashLines, differenceLines, safeAccount } from './till-lines.ts'

export interface Ending {
  readonly cash: CashCount
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
  const expected = await readExpected(store, shift)
  const difference = counted.amount.minus(expected.cash)
  const left = counted.amount.minus(toSafe)
  const number = await nextTillNumber(context, 'shift')
  await postTillEntry(context, shift, 'tillDifference', differenceLines(till.code, difference), ending.note)
  await postTillEntry(context, shift, 'tillDrop', cashLines(till.code, toSafe.negated(), safeAccount))
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
    methods: methodDifferences(expected.others, others).map((one) => ({ ...one })),
    handedTo: ending.handedTo ?? null,
    note: ending.note ?? null,
  })
  const closed = await store.update(tillsShifts, shift, { open: false, closedAt: at, left: left.minor })
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
  })
  return { till: freed, shift: closed, count, counted }
}

/** Cash is counted apart. @throws PAYMENT_METHOD_UNKNOWN, MONEY_* */
function countedMethods(context: CommandContext, given: MethodCounts): ReadonlyMap<string, Money> {
  const codes = context
    .entries(paymentMethods)
    .filter((method) => !method.cash)
    .map((method) => method.code)
  const sums = new Map<string, Money>()
  for (const { method, amount } of given) {
    if (!codes.includes(method)) throw PaymentMethodUnknown.create({ method, known: codes })
    const before = sums.get(method) ?? Money.zero(context.studio.currency)
    sums.set(method, before.plus(Money.of(amount, context.studio.currency)))
  }
  return sums
}
