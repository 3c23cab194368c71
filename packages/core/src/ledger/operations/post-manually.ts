import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { requireSameCurrency } from '../../values/currency.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { Money } from '../../values/money.ts'
import { credit, debit, type Line } from '../balanced-entry.ts'
import { chartAccount } from '../chart-of-accounts.ts'
import { CorrectionElsewhere, EntryUnknown } from '../counter-errors.ts'
import { AccountClosed, AccountControlled, AccountUnknown, EntryLineNotPositive, EntryUnbalanced } from '../errors.ts'
import { entryPosted } from '../events.ts'
import { closingCategory } from '../period-year-end.ts'
import { postEntry } from '../post-entry.ts'
import { type JournalEntry, journalEntrySchema, presentEntry } from '../present-entry.ts'
import { amountText, currencyText, idText, tillText } from '../shapes.ts'
import { ledgerEntries } from '../tables.ts'

const lineSchema = z
  .strictObject({
    account: idText,
    debit: amountText.optional(),
    credit: amountText.optional(),
    category: z
      .string()
      .min(1)
      .max(60)
      .refine(
        (category) => category !== closingCategory,
        'is that of closing a year, which hides a line from the profit',
      )
      .optional(),
    shootType: z.string().min(1).max(60).optional(),
    staff: idText.optional(),
  })
  .refine(
    (line) => (line.debit === undefined) !== (line.credit === undefined),
    'must have a debit or a credit, not both',
  )

const schema = z.strictObject({
  lines: z.array(lineSchema).min(2).max(200),
  /** Why. Never personal data: entries cannot be blanked. */
  memo: z.string().min(1).max(500),
  till: tillText.optional(),
  /** The entry of this branch that it corrects, of whatever kind or period: the correction is dated today. */
  correctsId: idText.optional(),
  /** The currency that the caller believes in; refused where it is not the studio's. */
  currency: currencyText.optional(),
})

export interface PostEntry extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PostEntry> = schema

const errors = [
  AccountUnknown,
  AccountClosed,
  AccountControlled,
  EntryLineNotPositive,
  EntryUnbalanced,
  currencyMismatch,
  EntryUnknown,
  CorrectionElsewhere,
] as const

/** Posts what no other operation does: rent, a drop to the safe, a bank deposit, a correction. */
export const post: Operation<'command', PostEntry, JournalEntry, (typeof errors)[number]> = operation({
  name: 'ledger.post',
  summary: 'Posts a manual journal entry.',
  kind: 'command',
  input,
  output: journalEntrySchema,
  errors,
  async run(context, { lines: given, memo, till, correctsId, currency: believed }) {
    const { currency } = context.studio
    requireSameCurrency('an entry of the studio', believed ?? currency, currency)
    if (correctsId !== undefined) await requireCorrectable(context, correctsId)
    const lines = given.map((line): Line => {
      const { account, category, shootType, staff } = line
      if (chartAccount(account)?.control === true) throw AccountControlled.create({ account })
      const dimensions = { category, shootType, staff }
      return line.debit === undefined
        ? credit(account, Money.of(line.credit ?? '0', currency), dimensions)
        : debit(account, Money.of(line.debit, currency), dimensions)
    })
    const debits = lines.filter((line) => line.side === 'debit').map((line) => line.amount)
    const amount = Money.sum(currency, debits)
    const { entry, lines: posted } = await postEntry(context, { kind: 'manual', lines, amount, memo, till, correctsId })
    const { id: entryId, kind } = entry
    context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: amount.toString() })
    return presentEntry(entry, posted)
  },
})

/** One statement. @throws ENTRY_UNKNOWN, CORRECTION_ELSEWHERE */
async function requireCorrectable({ store, branch }: CommandContext, entryId: string): Promise<void> {
  const entry = await store.get(ledgerEntries, entryId)
  if (entry === undefined) throw EntryUnknown.create({ entryId })
  if (entry.branch !== branch) throw CorrectionElsewhere.create({ entryId, of: entry.branch, branch })
}
