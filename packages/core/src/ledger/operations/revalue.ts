import { z } from 'zod'
import { RateMissing, rateOn } from '../../currency/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { type CalendarDate, parseCalendarDate } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { exchangeAccount } from '../chart-of-accounts.ts'
import { EntryDatedAhead } from '../errors.ts'
import { entryPosted } from '../events.ts'
import { PeriodClosed } from '../period-errors.ts'
import { ledgerPositions } from '../position-tables.ts'
import { postEntry } from '../post-entry.ts'
import { adjustmentOf, revaluationAccount, revaluationLines, type Revalued } from '../revaluation.ts'
import { dateText } from '../shapes.ts'
import { ledgerLines } from '../tables.ts'

const schema = z.strictObject({
  /** The business date as of which, such as the last of the month; today unless told. */
  date: dateText.optional(),
})

export interface RevalueCurrencies extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RevalueCurrencies> = schema

const outputShape = z.object({
  date: z.string(),
  branch: z.string(),
  /** Null where nothing had to be adjusted. */
  entryId: z.string().nullable(),
  currencies: z.array(
    z.object({
      currency: z.string(),
      held: z.string(),
      /** In the studio's currency, as the next ones. */
      cost: z.string(),
      /** The rate that was used; null where nothing is held. */
      rate: z.string().nullable(),
      /** What was added to the revaluation now: above zero for a gain. */
      adjustment: z.string(),
    }),
  ),
})

export interface CurrenciesRevalued extends z.output<typeof outputShape> {}

const output: z.ZodType<CurrenciesRevalued> = outputShape

const errors = [RateMissing, EntryDatedAhead, PeriodClosed] as const

interface Held extends Revalued {
  readonly currency: string
}

/**
 * Brings the foreign money of the session's branch to the rate of a date: the difference to its cost stands in
 * CurrencyRevaluation against Income:CurrencyRevaluation, apart from its cost, so that what is realised later is untouched. It
 * posts only what changed since the last time, so what was revalued and then given away goes out again by itself, and a
 * second call posts nothing.
 */
export const revalue: Operation<'command', RevalueCurrencies, CurrenciesRevalued, (typeof errors)[number]> = operation({
  name: 'ledger.revalue',
  summary: 'Revalues the foreign money of the branch at the rate of a date.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, given) {
    const { store, branch, studio } = context
    const date = given.date === undefined ? context.businessDate : parseCalendarDate(given.date)
    if (date > context.businessDate) {
      throw EntryDatedAhead.create({ field: 'date', value: date, now: context.businessDate })
    }
    // Two at once would both post the same difference.
    await store.lock([`ledger.revalue:${branch}`])
    const all = await heldOn(context, date)
    const adjusted = all.map((held) => ({ held, adjustment: adjustmentOf(held) }))
    const lines = adjusted.flatMap(({ held, adjustment }) => revaluationLines(held.currency, adjustment))
    const shown = adjusted.map(({ held: { currency, held, cost, rate }, adjustment }) => ({
      currency,
      held: held.toString(),
      cost: cost.toString(),
      rate,
      adjustment: adjustment.toString(),
    }))
    if (lines.length === 0) return { date, branch, entryId: null, currencies: shown }
    const debits = lines.filter((line) => line.side === 'debit').map((line) => line.amount)
    const amount = Money.sum(studio.currency, debits)
    const businessDate = date === context.businessDate ? undefined : date
    const { entry } = await postEntry(context, { kind: 'revaluation', lines, amount, businessDate })
    const { id: entryId, kind, currency } = entry
    context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: amount.toString() })
    return { date, branch, entryId, currencies: shown }
  },
})

/** Two statements, and the rate of each currency that is held. */
async function heldOn(context: CommandContext, date: CalendarDate): Promise<readonly Held[]> {
  const { store, branch, studio } = context
  const { currency: home } = studio
  const rows = await store.find(ledgerPositions, { where: { branch }, orderBy: ['currency'], limit: 'all' })
  const currencies = rows.map((row) => row.currency)
  if (currencies.length === 0) return []
  const totals = await store.aggregate(ledgerLines, {
    where: {
      branch,
      businessDate: { lte: date },
      account: { in: currencies.flatMap((one) => [exchangeAccount(one), revaluationAccount(one)]) },
    },
    groupBy: ['account', 'currency'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  const balance = (account: string, currency: string): Money => {
    const row = totals.find((one) => one.account === account && one.currency === currency)
    return Money.ofMinor((row?.debit ?? 0n) - (row?.credit ?? 0n), currency)
  }
  const held: Held[] = []
  for (const currency of currencies) {
    const account = exchangeAccount(currency)
    const units = balance(account, currency).negated()
    const rate = units.isZero() ? null : (await rateOn(context, currency, date)).rate
    const before = balance(revaluationAccount(currency), home)
    held.push({ currency, held: units, cost: balance(account, home), before, rate })
  }
  return held
}
