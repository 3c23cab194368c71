import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { currencyText, entryPosted, PaymentMethodUnknown, postEntry } from '../../ledger/index.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { Money } from '../../values/money.ts'
import { PaymentProviderUnknown, SettlementRowInvalid } from '../errors.ts'
import { settlementImported } from '../events.ts'
import { findProvider } from '../open-attempt.ts'
import type { AttemptRow } from '../present-attempt.ts'
import { type Arrival, mismatch, type SettledRow, settlementLines } from '../settlement.ts'
import { amountText, providerText } from '../shapes.ts'
import { isHeld, lockAttempt, takeReport } from '../take-report.ts'
import { paymentsAttempts, paymentsSettlementRows } from '../tables.ts'
import { clearingAccount } from '../unapplied.ts'

const rowSchema = z.strictObject({
  /** The provider's id of the row. */
  row: z.string().min(1).max(200),
  kind: z.enum(['payment', 'refund']),
  /** The house's id of the payment or refund, as the file names it. */
  attemptId: z.string().min(1).max(200),
  amount: amountText,
  /** What the provider kept of it; "0" for nothing. */
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
  /** Rows that fit nothing, and why: unknown, kind, amount, again. They are kept and listed. */
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
    const ids = [...new Set(rows.map((row) => row.attemptId).filter((id) => id.length <= 64))]
    const found = await store.find(paymentsAttempts, { where: { id: { in: ids }, provider }, limit: 'all' })
    const byId = new Map(found.map((attempt) => [attempt.id, attempt]))
    const arrivals: Arrival[] = []
    const unmatched: { row: string; reason: string }[] = []
    const elsewhere: string[] = []
    const matched: { row: (typeof rows)[number]; attempt: AttemptRow }[] = []
    let known = 0
    for (const row of rows) {
      const earlier = before.get(row.row)
      const attempt = byId.get(row.attemptId)
      if (earlier?.status === 'matched') {
        known++
        continue
      }
      if (attempt !== undefined && attempt.branch !== branch) {
        elsewhere.push(row.row)
        continue
      }
      const reason = mismatch(row, attempt === undefined ? undefined : matching(attempt))
      if (reason === null && attempt !== undefined) {
        const settled = await settledNow(context, attempt, row)
        const arrived = await store.update(paymentsAttempts, settled, { batch })
        byId.set(arrived.id, arrived)
        matched.push({ row, attempt: arrived })
        const { method } = arrived
        arrivals.push({ ...pickRow(row), method, clearing: clearingAccount(context, arrived) })
        continue
      }
      unmatched.push({ row: row.row, reason: reason ?? 'unknown' })
      if (earlier !== undefined) await store.update(paymentsSettlementRows, earlier, { reason, batch })
      else keepRow(context, { provider, batch, row, status: 'unmatched', reason, entryId: null })
    }
    const zero = Money.zero(currency)
    const lines = settlementLines(arrivals, `Bank:${bank}`, zero)
    const debits = lines.filter((line) => line.side === 'debit').map((line) => line.amount)
    const amount = Money.sum(currency, debits)
    const entryId = lines.length === 0 ? null : await posted(context, lines, amount, `${provider} ${batch}`)
    for (const { row } of matched) {
      const earlier = before.get(row.row)
      if (earlier !== undefined) {
        await store.update(paymentsSettlementRows, earlier, { status: 'matched', reason: null, batch, entryId })
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
  if (fee.isNegative() || fee.greaterThan(amount))
    refuse(`must have a fee from 0 to its amount, but has ${fee.toString()}`)
  return { amount, fee }
}

const pickRow = ({ kind, amount, fee }: SettledRow): SettledRow => ({ kind, amount, fee })

/** What the provider said last counts where a person has yet to decide: then the row waits as well. */
const matching = (attempt: AttemptRow) => ({
  kind: attempt.kind,
  amount: isHeld(attempt) ? Money.zero(attempt.currency) : movedBy(attempt),
  arrived: attempt.batch !== null,
})

const movedBy = ({ reportedAmount, reportedCurrency, amount, currency }: AttemptRow): Money =>
  reportedAmount === null || reportedCurrency === null
    ? Money.ofMinor(amount, currency)
    : Money.ofMinor(reportedAmount, reportedCurrency)

/** A file is as good a word as a webhook: what it shows has moved, whatever was known before. */
async function settledNow(context: CommandContext, attempt: AttemptRow, row: SettledRow): Promise<AttemptRow> {
  const locked = await lockAttempt(context, attempt.id)
  if (locked.state === 'settled') return locked
  const moved = { amount: row.amount.toString(), currency: row.amount.currency }
  return takeReport(context, locked, { state: 'settled', moved }, 'settlement')
}

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

function keepRow(
  context: CommandContext,
  kept: {
    readonly provider: string
    readonly batch: string
    readonly row: SettledRow & { readonly row: string; readonly attemptId: string }
    readonly status: 'matched' | 'unmatched'
    readonly reason: string | null
    readonly entryId: string | null
  },
): void {
  const { provider, batch, row, status, reason, entryId } = kept
  context.store.insert(paymentsSettlementRows, {
    id: context.newId(),
    branch: context.branch,
    provider,
    row: row.row,
    batch,
    attemptId: row.attemptId,
    kind: row.kind,
    currency: row.amount.currency,
    amount: row.amount.minor,
    fee: row.fee.minor,
    status,
    reason,
    entryId,
  })
}
