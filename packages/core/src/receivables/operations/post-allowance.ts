import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  accounts,
  credit,
  debit,
  entryPosted,
  ledgerCommitments,
  ledgerLines,
  PeriodClosed,
  postEntry,
  recordFact,
} from '../../ledger/index.ts'
import { type CalendarDate, lastDayOfMonth } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { ageBands } from '../age-bands.ts'
import { allowanceFor, type OwedThen } from '../allowance.ts'
import { AllowanceBeyondBranches, AllowanceMonthNotOver, AllowanceOff, AllowancePosted } from '../errors.ts'
import { allowancePosted } from '../events.ts'
import { type Allowance, allowanceSchema, presentAllowance } from '../present-allowance.ts'
import { receivablesSettings } from '../settings.ts'
import { receivablesAllowances } from '../tables.ts'

const schema = z.strictObject({
  /** `YYYY-MM`; a month that is over. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month YYYY-MM'),
})

export interface PostAllowance extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PostAllowance> = schema

const errors = [AllowanceOff, AllowanceMonthNotOver, AllowancePosted, AllowanceBeyondBranches, PeriodClosed] as const

/**
 * Brings the allowance of the session's branch to what the policy sets aside for what was owed at the end of a month, by an
 * entry of the difference on the month's last day. Once a month, and in the order of the months. Statements of its own: the
 * lock, what was posted before, the receivables of then by order, their commitments (one for every 500), the period, and the
 * writing of entry, lines and allowance.
 */
export const postAllowance: Operation<'command', PostAllowance, Allowance, (typeof errors)[number]> = operation({
  name: 'receivables.postAllowance',
  summary: 'Posts the allowance for doubtful debts of a month: the difference to what was set aside before.',
  kind: 'command',
  input,
  output: allowanceSchema,
  errors,
  async run(context, { month }) {
    const { store, branch, studio, businessDate: today, now, actor } = context
    const { currency } = studio
    const { allowance: percents, agingDays } = await context.settings(receivablesSettings)
    if (percents === null) throw AllowanceOff.create({})
    if (store.scope.branches !== 'all') throw AllowanceBeyondBranches.create({ branches: store.scope.branches })
    const last = lastDayOfMonth(month)
    if (today <= last) throw AllowanceMonthNotOver.create({ month, today })
    await store.lock([`receivables.allowance:${branch}`])
    const posted = await store.find(receivablesAllowances, { where: { branch }, orderBy: ['month'], limit: 'all' })
    const latest = posted.at(-1)
    if (latest !== undefined && latest.month >= month) {
      throw AllowancePosted.create({ month, posted: latest.month, branch })
    }
    const owed = await owedOn(context, last)
    const policy = { bands: ageBands(agingDays), percents }
    const { receivable, target, ages } = allowanceFor(owed, policy, { today: last, currency })
    const before = Money.ofMinor(
      posted.reduce((sum, { change }) => sum + change, 0n),
      currency,
    )
    const change = target.minus(before)
    const entryId = await postChange(context, change, last)
    const row = recordFact(context, receivablesAllowances, {
      branch,
      month,
      currency,
      receivable: receivable.minor,
      target: target.minor,
      change: change.minor,
      entryId,
      detail: ages.map((age) => ({ ...age })),
      at: now,
      actor,
    })
    const shown = presentAllowance(row)
    context.emit(allowancePosted, { month, currency, target: shown.target, change: shown.change, entryId })
    return shown
  },
})

const chunk = 500

/** What was owed on a date for deliveries, order by order, of the orders of the session's branch wherever they were paid. */
async function owedOn(context: CommandContext, date: CalendarDate): Promise<readonly OwedThen[]> {
  const { store, branch, studio } = context
  const sums = await store.aggregate(ledgerLines, {
    where: { account: accounts.receivables, businessDate: { lte: date } },
    groupBy: ['orderId'],
    measures: {
      debit: { of: 'sum', column: 'debit' },
      credit: { of: 'sum', column: 'credit' },
      since: { of: 'min', column: 'businessDate' },
    },
    limit: 'all',
  })
  const open = new Map(
    sums.flatMap(({ orderId, debit, credit, since }) =>
      orderId === null || debit <= credit ? [] : [[orderId, { minor: debit - credit, since: since ?? date }]],
    ),
  )
  const ids = [...open.keys()]
  const owed: OwedThen[] = []
  for (let from = 0; from < ids.length; from += chunk) {
    const where = { orderId: { in: ids.slice(from, from + chunk) }, branch }
    for (const commitment of await store.find(ledgerCommitments, { where, limit: 'all' })) {
      const { minor, since } = open.get(commitment.orderId) ?? { minor: 0n, since: date }
      owed.push({ amount: Money.ofMinor(minor, studio.currency), since, commitment })
    }
  }
  return owed
}

async function postChange(context: CommandContext, change: Money, date: CalendarDate): Promise<string | null> {
  if (change.isZero()) return null
  const amount = change.absolute()
  const { badDebts, allowance } = accounts
  const [more, less] = change.isPositive() ? [badDebts, allowance] : [allowance, badDebts]
  const { entry } = await postEntry(context, {
    kind: 'allowance',
    lines: [debit(more, amount), credit(less, amount)],
    amount,
    businessDate: date,
    shift: null,
  })
  const { id: entryId, kind, currency } = entry
  context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: amount.toString() })
  return entryId
}
