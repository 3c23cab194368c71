/** Costs that are paid for months to come: booked as an asset, and taken into expense month by month. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, credit, debit, type Line, openDateFrom, recordFact } from '../ledger/index.ts'
import {
  type GivenDates,
  legsTotal,
  type MoneyLegInput,
  moneyIn,
  moneyLegs,
  moneyOut,
  recordBill,
} from '../payables/index.ts'
import { type CalendarDate, parseCalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { prepaidDue, scheduleFor } from './due-jobs.ts'
import {
  ExpenseDatesInvalid,
  ExpensePaymentUnclear,
  ExpenseUneven,
  ExpenseUnknown,
  PrepaidEnded,
  PrepaidRefundTooHigh,
} from './errors.ts'
import { categoriesOf, requireCategory } from './expense-category.ts'
import { postExpenseEntry } from './expense-entry.ts'
import { endOfMonths, type PrepaidPart, prepaidParts, type Spread } from './prepaid-parts.ts'
import { expenseCost, keepExpense } from './record-expense.ts'
import { expensesPrepaid, expensesPrepaidParts, type PrepaidRow } from './tables.ts'

export interface PrepaymentDraft {
  readonly category: string
  readonly amount: string
  readonly tax?: string | undefined
  readonly shootType?: string | undefined
  readonly startsOn: CalendarDate
  /** Either so many months or the last day. */
  readonly months?: number | undefined
  readonly endsOn?: CalendarDate | undefined
  readonly spread: Spread
  readonly legs?: readonly MoneyLegInput[] | undefined
  /** A bill of a supplier that is paid later, instead of legs. */
  readonly bill?:
    | (Pick<GivenDates, 'issuedOn' | 'dueOn'> & { readonly supplierId: string; readonly number: string })
    | undefined
  readonly businessDate?: CalendarDate | undefined
  readonly reference?: string | undefined
  readonly memo?: string | undefined
}

const mostMonths = 120

/** @throws EXPENSE_DATES_INVALID */
function paidUntil({ startsOn, months, endsOn }: PrepaymentDraft): CalendarDate {
  parseCalendarDate(startsOn)
  const refuse = (field: string, rule: string, value: string) => ExpenseDatesInvalid.create({ field, rule, value })
  if ((months === undefined) === (endsOn === undefined)) {
    throw refuse('months', 'be given, or endsOn', months === undefined ? 'missing' : 'given as well as endsOn')
  }
  const last = months === undefined ? parseCalendarDate(endsOn ?? '') : endOfMonths(startsOn, months)
  if (last < startsOn) throw refuse('endsOn', `be ${startsOn} or later`, last)
  if (last > endOfMonths(startsOn, mostMonths)) throw refuse('endsOn', `be within ${mostMonths} months`, last)
  return last
}

/**
 * Books a prepaid cost within the caller's command. Statements: one insert each for entries, lines, expenses and prepaid, and
 * what the bill or the till costs.
 *
 * @throws EXPENSE_DATES_INVALID, EXPENSE_CATEGORY_UNKNOWN, EXPENSE_PAYMENT_UNCLEAR, EXPENSE_UNEVEN, and as recordBill, moneyLegs
 */
export async function prepay(context: CommandContext, draft: PrepaymentDraft): Promise<PrepaidRow> {
  const { currency } = context.studio
  const { category, amount, tax, shootType, startsOn, spread, bill, memo, reference } = draft
  const { businessDate = context.businessDate } = draft
  if ((draft.legs === undefined) === (bill === undefined)) {
    throw ExpensePaymentUnclear.create({ rule: 'have legs or a bill', value: bill === undefined ? 'neither' : 'both' })
  }
  const endsOn = paidUntil(draft)
  const { account } = requireCategory(await categoriesOf(context), category)
  const line = { category, amount, tax, shootType }
  const cost = await expenseCost(context, [line], undefined, accounts.prepaid)
  const legs = draft.legs === undefined ? [] : await moneyLegs(context, draft.legs, businessDate)
  const booked = bill === undefined ? await paid() : await billed(bill)
  const total = cost.lines[0]?.amount ?? cost.amount
  const expense = keepExpense(context, {
    kind: 'prepaid',
    businessDate,
    amount: cost.amount,
    tax: cost.tax,
    ...booked,
    reference,
    memo,
    lines: [line],
    legs: legs.map((leg) => ({ account: leg.account, amount: leg.amount.toString() })),
  })
  const [first] = prepaidParts({ total, startsOn, endsOn, spread })
  const nextOn = first?.on ?? null
  scheduleFor(context, prepaidDue, expense.id, nextOn)
  return recordFact(context, expensesPrepaid, {
    id: expense.id,
    branch: context.branch,
    category,
    account,
    shootType: shootType ?? null,
    currency,
    total: total.minor,
    rest: total.minor,
    startsOn,
    endsOn,
    spread,
    done: 0,
    nextOn,
    documentId: booked.documentId ?? null,
    memo: memo ?? null,
  })

  async function paid(): Promise<{ entryId: string; documentId?: string }> {
    const money = legsTotal(currency, legs)
    if (!money.equals(cost.amount)) {
      throw ExpenseUneven.create({ paid: money.toString(), amount: cost.amount.toString() })
    }
    const lines = [...cost.lines, ...moneyOut(legs)]
    const entry = await postExpenseEntry(context, {
      kind: 'prepayment',
      lines,
      amount: cost.amount,
      businessDate,
      memo,
    })
    return { entryId: entry.id }
  }

  async function billed(given: NonNullable<PrepaymentDraft['bill']>): Promise<{ entryId: string; documentId: string }> {
    const { document } = await recordBill(context, {
      ...given,
      businessDate,
      reference,
      memo,
      lines: [
        {
          account: accounts.prepaid,
          amount: Money.of(amount, currency),
          tax: tax === undefined ? undefined : Money.of(tax, currency),
          category,
          shootType,
        },
      ],
    })
    return { entryId: document.entryId, documentId: document.id }
  }
}

/** @throws EXPENSE_UNKNOWN */
export async function lockPrepaid({ store, branch }: CommandContext, id: string): Promise<PrepaidRow> {
  const row = await store.getForUpdate(expensesPrepaid, id)
  if (row?.branch !== branch) throw ExpenseUnknown.create({ id, branch })
  return row
}

const termsOf = ({ total, currency, startsOn, endsOn, spread }: PrepaidRow) =>
  prepaidParts({
    total: Money.ofMinor(total, currency),
    startsOn,
    endsOn,
    spread: spread === 'days' ? 'days' : 'months',
  })

/**
 * Takes every month that is over by the current business day into expense, each dated its last day or the first open day after
 * it. Exactly once: the row is locked, and a part has a key. Answers how many parts were posted.
 */
export async function postPrepaidParts(context: CommandContext, id: string): Promise<number> {
  const row = await lockPrepaid(context, id)
  const parts = termsOf(row)
  let { rest, done } = row
  for (let part = parts[done]; row.nextOn !== null && part !== undefined; part = parts[done]) {
    if (part.on > context.businessDate) break
    await postPart(context, row, done, part)
    rest -= part.amount.minor
    done++
  }
  const nextOn = row.nextOn === null ? null : (parts[done]?.on ?? null)
  await context.store.update(expensesPrepaid, row, { rest, done, nextOn })
  if (done > row.done) scheduleFor(context, prepaidDue, id, nextOn)
  return done - row.done
}

async function postPart(context: CommandContext, row: PrepaidRow, part: number, due: PrepaidPart): Promise<void> {
  const businessDate = await openDateFrom(context, due.on)
  const { category, shootType, memo } = row
  const { amount } = due
  const lines = [
    debit(row.account, amount, { category, shootType }),
    credit(accounts.prepaid, amount, { category, shootType }),
  ]
  const entry = amount.isZero()
    ? undefined
    : await postExpenseEntry(context, { kind: 'prepaidPart', lines, amount, businessDate, memo: memo ?? undefined })
  keepPart(context, row, { part, kind: 'month', dueOn: due.on, businessDate, amount, entryId: entry?.id ?? null })
}

interface KeptPart {
  readonly part: number
  readonly kind: 'month' | 'ended'
  readonly dueOn: CalendarDate
  readonly businessDate: CalendarDate
  readonly amount: Money
  readonly refunded?: Money
  readonly entryId: string | null
}

function keepPart(context: CommandContext, row: PrepaidRow, kept: KeptPart): void {
  const { amount, refunded, ...rest } = kept
  recordFact(context, expensesPrepaidParts, {
    prepaidId: row.id,
    branch: row.branch,
    currency: row.currency,
    at: context.now,
    amount: amount.minor,
    refunded: refunded?.minor ?? 0n,
    ...rest,
  })
}

/**
 * Ends a prepaid cost early: what is left becomes an expense today, less what comes back as money.
 *
 * @throws EXPENSE_UNKNOWN, PREPAID_ENDED, PREPAID_REFUND_TOO_HIGH, and as moneyLegs and postEntry
 */
export async function endPrepaid(
  context: CommandContext,
  wanted: { readonly id: string; readonly reason: string; readonly legs?: readonly MoneyLegInput[] | undefined },
): Promise<PrepaidRow> {
  const { id, reason } = wanted
  const { businessDate } = context
  const row = await lockPrepaid(context, id)
  const { currency, category, shootType } = row
  const rest = Money.ofMinor(row.rest, currency)
  if (!rest.isPositive()) throw PrepaidEnded.create({ prepaidId: id })
  const legs = await moneyLegs(context, wanted.legs ?? [], businessDate)
  const refunded = legsTotal(currency, legs)
  if (refunded.greaterThan(rest)) {
    throw PrepaidRefundTooHigh.create({ refund: refunded.toString(), rest: rest.toString() })
  }
  const spent = rest.minus(refunded)
  const lines: Line[] = [...moneyIn(legs), credit(accounts.prepaid, rest, { category, shootType })]
  if (spent.isPositive()) lines.unshift(debit(row.account, spent, { category, shootType }))
  const entry = await postExpenseEntry(context, { kind: 'prepaidEnd', lines, amount: rest, businessDate, memo: reason })
  const dueOn = row.nextOn ?? businessDate
  keepPart(context, row, {
    part: row.done,
    kind: 'ended',
    dueOn,
    businessDate,
    amount: rest,
    refunded,
    entryId: entry.id,
  })
  return context.store.update(expensesPrepaid, row, { rest: 0n, done: row.done + 1, nextOn: null })
}
