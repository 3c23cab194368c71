/** Takes a customer off the waitlist. */
import { z } from 'zod'
import { BookingStateRefused } from '../../bookings/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { leaveList } from '../end-entries.ts'
import { WaitlistEntryUnknown, WaitlistOfferOver, WaitlistOtherBranch, WaitlistStateRefused } from '../errors.ts'
import { entryAtHand, requireState } from '../hold-entry.ts'
import { entrySchema, presentEntry, type WaitlistEntry } from '../present-entry.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  entryId: idText,
  /** Why, in a few words; never personal data. */
  reason: reasonText.optional(),
})

export interface LeaveWaitlist extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, LeaveWaitlist> = schema

const errors = [
  ...[WaitlistEntryUnknown, WaitlistOtherBranch, WaitlistStateRefused, WaitlistOfferOver, BookingStateRefused],
] as const

export const leave: Operation<'command', LeaveWaitlist, WaitlistEntry, (typeof errors)[number]> = operation({
  name: 'waitlist.leave',
  summary: 'Takes a customer off the waitlist; what was offered goes to the next.',
  kind: 'command',
  input,
  output: entrySchema,
  errors,
  async run(context, { entryId, reason }) {
    const atHand = await entryAtHand(context, entryId)
    requireState(atHand.entry, 'leave')
    return presentEntry(await leaveList(context, atHand, reason), undefined)
  },
})
