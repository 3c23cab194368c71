import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { EntryNotReversible, EntryReversed, EntryUnknown } from '../counter-errors.ts'
import { AccountClosed } from '../errors.ts'
import { type JournalEntry, journalEntrySchema, presentEntry } from '../present-entry.ts'
import { reverseEntry } from '../reverse-entry.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  entryId: idText,
  /** Why. Never personal data: entries cannot be blanked. */
  reason: z.string().min(1).max(500),
})

export interface ReverseEntry extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReverseEntry> = schema

const errors = [EntryUnknown, EntryNotReversible, EntryReversed, AccountClosed] as const

/** Takes a manual entry, an exchange or a transfer back, once. What was wrong stays readable; to correct it, post it anew. */
export const reverse: Operation<'command', ReverseEntry, JournalEntry, (typeof errors)[number]> = operation({
  name: 'ledger.reverse',
  summary: 'Takes a manual journal entry back by another that is linked to it.',
  kind: 'command',
  input,
  output: journalEntrySchema,
  errors,
  async run(context, given) {
    const { entry, lines } = await reverseEntry(context, { ...given, kinds: ['manual', 'exchange', 'transfer'] })
    return presentEntry(entry, lines)
  },
})
