import { z } from 'zod'
import {
  currencySettings,
  differsBeyond,
  impliedRate,
  lastRate,
  RateChangeTooLarge,
  RateMissing,
  rateOn,
  worthOf,
} from '../../currency/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { currencyUnknown } from '../../values/errors.ts'
import { Money } from '../../values/money.ts'
import { isPaymentAccount } from '../chart-of-accounts.ts'
import { AccountClosed, AccountUnknown } from '../errors.ts'
import { entryPosted } from '../events.ts'
import { exchangedWorth, exchangeLines, type MoneyAt } from '../exchange-lines.ts'
import { ExchangeRefused } from '../foreign-errors.ts'
import { postEntry } from '../post-entry.ts'
import { type JournalEntry, journalEntrySchema, presentEntry } from '../present-entry.ts'
import { amountText, currencyText, idText } from '../shapes.ts'

/** Money at one end; in the studio's currency unless told. */
const endSchema = z.strictObject({ account: idText, amount: amountText, currency: currencyText.optional() })

const schema = z.strictObject({
  /** What leaves, and from where: a till, the safe, a bank account, or a clearing account that a provider pays out. */
  from: endSchema,
  /** What arrives, and where: what the bank credited, after its fee. */
  to: endSchema,
  /** What the bank took, in the studio's currency; part of `from`, or missing in `to`. Goes to PaymentFees. */
  fee: amountText.optional(),
  /** True for an exchange far from the last rate that is right all the same; needs the permission currency.confirmRates. */
  confirmed: z.boolean().default(false),
  /** Never personal data: entries cannot be blanked. */
  memo: z.string().min(1).max(500).optional(),
})

export interface ExchangeMoney extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ExchangeMoney> = schema

const errors = [
  ExchangeRefused,
  RateMissing,
  RateChangeTooLarge,
  AccountUnknown,
  AccountClosed,
  currencyUnknown,
] as const

/**
 * Exchanges money for that of another currency, or moves foreign money from one account to another unchanged. What foreign
 * money fetched beyond its average cost is realised at once (Income:ExchangeGain, ExchangeLoss). Two foreign currencies are
 * exchanged at the rate in use of the one that is bought. Statements: the last rate (none where money is only moved), the
 * position, a second one where something is realised, and one insert each for entries and lines.
 */
export const exchange: Operation<'command', ExchangeMoney, JournalEntry, (typeof errors)[number]> = operation({
  name: 'ledger.exchange',
  summary: 'Exchanges foreign money, or moves it between accounts of money.',
  kind: 'command',
  input,
  output: journalEntrySchema,
  errors,
  async run(context, { confirmed, memo, ...given }) {
    const { currency: home } = context.studio
    const from = endOf('from', given.from, home)
    const to = endOf('to', given.to, home)
    const fee = Money.of(given.fee ?? '0', home)
    refuseContradictions(from, to, fee, home)
    const moved = from.amount.currency === to.amount.currency
    const worth = moved ? Money.zero(home) : await worthOfExchange(context, from.amount, to.amount, fee, confirmed)
    const kind = moved ? 'transfer' : 'exchange'
    const amount = moved ? from.amount : worth
    const lines = exchangeLines(from, to, worth, fee)
    const { entry, lines: posted } = await postEntry(context, { kind, lines, amount, memo })
    const { id: entryId, currency } = entry
    context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: amount.toString() })
    return presentEntry(entry, posted)
  },
})

function endOf(
  field: 'from' | 'to',
  { account, amount: text, currency }: z.output<typeof endSchema>,
  home: string,
): MoneyAt {
  const amount = Money.of(text, currency ?? home)
  const refuse = (name: string, rule: string, value: string) =>
    ExchangeRefused.create({ field: `${field}.${name}`, rule, value })
  if (!amount.isPositive()) throw refuse('amount', 'must be above zero', text)
  if (!isPaymentAccount(account)) throw refuse('account', 'must be an account of money', account)
  return { account, amount }
}

function refuseContradictions(from: MoneyAt, to: MoneyAt, fee: Money, home: string): void {
  const refuse = (field: string, rule: string, value: string) => ExchangeRefused.create({ field, rule, value })
  const [one, other] = [from.amount.currency, to.amount.currency]
  if (one === home && other === home)
    throw refuse('to.currency', `must differ from ${home}, or from.currency must`, other)
  if (fee.isNegative()) throw refuse('fee', 'must not be below zero', fee.toString())
  if (!fee.isZero() && one !== home && other !== home) {
    throw refuse('fee', `must be left out unless ${home} is exchanged`, fee.toString())
  }
  if (one === home && !from.amount.greaterThan(fee)) throw refuse('fee', 'must be below what leaves', fee.toString())
  if (one !== other) return
  if (!from.amount.equals(to.amount)) {
    throw refuse('to.amount', `must be the ${from.amount.toString()} ${one} that leave`, to.amount.toString())
  }
  if (from.account === to.account) throw refuse('to.account', 'must be another account', to.account)
}

async function worthOfExchange(
  context: CommandContext,
  from: Money,
  to: Money,
  fee: Money,
  confirmed: boolean,
): Promise<Money> {
  const { studio, businessDate } = context
  const worth = exchangedWorth(from, to, studio.currency, fee)
  if (worth === undefined) return worthOf(to, (await rateOn(context, to.currency, businessDate)).rate, studio.currency)
  const foreign = from.currency === studio.currency ? to : from
  if (confirmed) {
    context.demand('currency.confirmRates')
    return worth
  }
  const last = await lastRate(context, foreign.currency, businessDate)
  const { largestChange: percent } = await context.settings(currencySettings)
  const rate = impliedRate(foreign, worth)
  if (last !== undefined && differsBeyond(rate, last.rate, percent)) {
    throw RateChangeTooLarge.create({ currency: foreign.currency, rate, last: last.rate, percent })
  }
  return worth
}
