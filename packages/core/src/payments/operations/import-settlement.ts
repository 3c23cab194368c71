import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { currencyText, entryPosted, PaymentMethodUnknown, postEntry } from '../../ledger/index.ts'
import { currencyMismatch } from '../../values/errors.ts'
import type { RowOf } from '../../storage/table.ts'
import { Money } from '../../values/money.ts'
import { PaymentProviderUnknown, SettlementRowInvalid } from '../errors.ts'
import { settlementImported } from '../events.ts'
import { findProvider } from '../open-attempt.ts'
import type { AttemptRow } from '../present-attempt.ts'
import { type Arrival, mismatch, type SettledRow, settlementLines } from '../settlement.ts'
import { amountText, providerText } from '../shapes.ts'
import { isHeld } from '../take-report.ts'
import { lockNamed } from '../settled-attempts.ts'
import { paymentsAttempts, paymentsSettlementRows } from '../tables.ts'
import { clearingAccount } from '../unapplied.ts'

const rowSchema = z.strictObject({
  /** The provider's id of the row. */
  row: z.string().min(1).max(200),
  kind: z.enum(['payment', 'refund']),
  /** The house's id of the payment or refund, as the file names it. */
  attemptId: z.string().min(1).max(200),
  amount: amountText,
  /** What the provider kept of it; "0" for nothing, below zero where it gave the fee of a refunded payment back. */
  fee: amountText,
})

const schema = z.strictObject({
  provider: providerText,
  /** The name or date of the file. */
  batch: z.string().min(1).max(100),
  /** The account under Bank where the money arrived: `main` for Bank:main. */
  bank: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be the name of an account under Bank'),
  currency: currencyText,
  rows: z.array(rowSchema).min(1).max(1000),
})

export interface ImportSettlement extends z.input<typeof schema> {}

const outputShape = z.object({
  /** Null where no row was new and fitted. */
  entryId: z.string().nullable(),
  /** How many rows were matched now. */
  matched: z.int(),
  /** How many were posted by an earlier import. */
  known: z.int(),
  /** Rows of payments of other branches: import the file there as well. */
  elsewhere: z.array(z.string()),
  /** Rows that fit nothing, and why: unknown, kind, amount, again, changed. They are kept and listed. */
  unmatched: z.array(z.object({ row: z.string(), reason: z.string() })),
})

export interface ImportedSettlement extends z.output<typeof outputShape> {}

const input: z.ZodType<z.output<typeof schema>, ImportSettlement> = schema
const output: z.ZodType<ImportedSettlement> = outputShape

/** A settlement file against the clearing account. A row is posted once, in whatever files it stands. */
export const importSettlement = operation({
  name: 'payments.importSettlement',
  summary:
    'Matches the rows of a settlement file, posts what arrived at the bank and the fees, and lists what fits nothing.',
  kind: 'command',
  input,
  output,
  errors: [PaymentProviderUnknown, PaymentMethodUnknown, SettlementRowInvalid, currencyMismatch],
  async run(context, { provider, batch, bank, currency, rows: given }) {
    const { store, branch } = context
    findProvider(context, provider)
    const rows = given.map((row) => ({ ...row, ...checkedAmounts(row, currency) }))
    const names = rows.map((row) => row.row)
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined) throw SettlementRowInvalid.create({ row: twice, rule: 'stands in the file twice' })
    await store.lock([`payments.settlement ${provider}`])
    const stored = await store.find(paymentsSettlementRows, { where: { provider, row: { in: names } }, limit: 'all' })
    const before = new Map(stored.map((row) => [row.row, row]))
    const attempts = await lockNamed(context, provider, rows)
    const arrivals: Arrival[] = []
    const unmatched: { row: string; reason: string }[] = []
    const elsewhere: string[] = []
    const matched: typeof rows = []
    const arrived = new Set<string>()
    let known = 0
    for (const row of rows) {
      const earlier = before.get(row.row)
      if (earlier !== undefined && earlier.entryId !== null) {
        const same = says(earlier, row)
        if (same) known++
        else unmatched.push({ row: row.row, reason: 'changed' })
        const status = same ? 'matched' : 'changed'
        await store.update(paymentsSettlementRows, earlier, { status, reason: same ? null : 'changed' })
        continue
      }
      const attempt = await attempts.get(row.attemptId)
      if (attempt !== undefined && attempt.branch !== branch) {
        elsewhere.push(row.row)
        continue
      }
      const reason = mismatch(row, attempt === undefined ? undefined : matching(attempt, arrived.has(attempt.id)))
      if (reason === null && attempt !== undefined) {
        if (attempt.state !== 'settled') await attempts.settle(attempt, row)
        arrived.add(attempt.id)
        matched.push(row)
        const { method } = attempt
        arrivals.push({ ...pickRow(row), method, clearing: clearingAccount(context, attempt) })
        continue
      }
      unmatched.push({ row: row.row, reason: reason ?? 'unknown' })
      if (earlier !== undefined) await store.update(paymentsSettlementRows, earlier, { ...saidBy(row), reason, batch })
      else keepRow(context, { provider, batch, row, status: 'unmatched', reason, entryId: null })
    }
    if (arrived.size > 0) await store.updateWhere(paymentsAttempts, { id: { in: [...arrived] } }, { batch })
    const zero = Money.zero(currency)
    const lines = settlementLines(arrivals, `Bank:${bank}`, zero)
    const debits = lines.filter((line) => line.side === 'debit').map((line) => line.amount)
    const amount = Money.sum(currency, debits)
    const entryId = lines.length === 0 ? null : await posted(context, lines, amount, `${provider} ${batch}`)
    for (const row of matched) {
      const earlier = before.get(row.row)
      if (earlier !== undefined) {
        const posted = { status: 'matched', reason: null, branch, batch, entryId }
        await store.update(paymentsSettlementRows, earlier, { ...saidBy(row), ...posted })
      } else keepRow(context, { provider, batch, row, status: 'matched', reason: null, entryId })
    }
    context.emit(settlementImported, {
      provider,
      batch,
      entryId,
      matched: matched.length,
      unmatched: unmatched.length,
    })
    return { entryId, matched: matched.length, known, elsewhere, unmatched }
  },
})

function checkedAmounts(row: z.output<typeof rowSchema>, currency: string): { amount: Money; fee: Money } {
  const amount = Money.of(row.amount, currency)
  const fee = Money.of(row.fee, currency)
  const refuse = (rule: string): never => {
    throw SettlementRowInvalid.create({ row: row.row, rule })
  }
  if (!amount.isPositive()) refuse(`must have an amount above zero, but has ${amount.toString()}`)
  const least = row.kind === 'refund' ? amount.negated() : Money.zero(currency)
  if (fee.lessThan(least) || fee.greaterThan(amount)) {
    refuse(`must have a fee from ${least.toString()} to its amount, but has ${fee.toString()}`)
  }
  return { amount, fee }
}

const pickRow = ({ kind, amount, fee }: SettledRow): SettledRow => ({ kind, amount, fee })

/** What the provider said last counts where a person has yet to decide: then the row waits as well. */
const matching = (attempt: AttemptRow, arrivedNow: boolean) => ({
  kind: attempt.kind,
  amount: isHeld(attempt) ? Money.zero(attempt.currency) : movedBy(attempt),
  arrived: arrivedNow || attempt.batch !== null,
})

const movedBy = ({ reportedAmount, reportedCurrency, amount, currency }: AttemptRow): Money =>
  reportedAmount === null || reportedCurrency === null
    ? Money.ofMinor(amount, currency)
    : Money.ofMinor(reportedAmount, reportedCurrency)

async function posted(
  context: CommandContext,
  lines: ReturnType<typeof settlementLines>,
  amount: Money,
  memo: string,
): Promise<string> {
  const { entry } = await postEntry(context, { kind: 'settlement', lines, amount, memo })
  const told = { entryId: entry.id, kind: 'settlement', orderId: null, currency: amount.currency }
  context.emit(entryPosted, { ...told, amount: amount.toString() })
  return entry.id
}

interface GivenRow extends SettledRow {
  readonly row: string
  readonly attemptId: string
}

/** What a row of a file says, as it is stored. */
const saidBy = ({ attemptId, kind, amount, fee }: GivenRow) => ({
  attemptId,
  kind,
  currency: amount.currency,
  amount: amount.minor,
  fee: fee.minor,
})

/** Whether a row says again what it said when it was posted. */
const says = (earlier: RowOf<typeof paymentsSettlementRows>, row: GivenRow): boolean =>
  Object.entries(saidBy(row)).every(([column, value]) => earlier[column as keyof typeof earlier] === value)

function keepRow(
  context: CommandContext,
  kept: {
    readonly provider: string
    readonly batch: string
    readonly row: GivenRow
    readonly status: 'matched' | 'unmatched'
    readonly reason: string | null
    readonly entryId: string | null
  },
): void {
  const { provider, batch, row, status, reason, entryId } = kept
  const id = context.newId()
  const told = { provider, batch, row: row.row, status, reason, entryId }
  context.store.insert(paymentsSettlementRows, { id, branch: context.branch, ...saidBy(row), ...told })
}
