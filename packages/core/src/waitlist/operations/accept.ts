/** Takes what was offered. */
import { z } from 'zod'
import { type Booking, bookingSchema, confirmBooking } from '../../bookings/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { WaitlistEntryUnknown, WaitlistOfferOver, WaitlistOfferUnknown, WaitlistOtherBranch } from '../errors.ts'
import { answerByHold, openOffer } from '../hold-entry.ts'
import { entrySchema, presentEntry, type WaitlistEntry } from '../present-entry.ts'
import { idText, reasonText } from '../shapes.ts'
import { waitlistEntries } from '../tables.ts'

const schema = z.strictObject({
  offerId: idText,
  /** Takes it although the deposit of the service is not paid; needs the permission bookings.withoutDeposit, and a reason. */
  withoutDeposit: z.boolean().default(false),
  /** Why; never personal data. */
  reason: reasonText.optional(),
})

export interface AcceptOffer extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AcceptOffer> = schema

export interface AcceptedOffer {
  entry: WaitlistEntry
  booking: Booking
}

const output: z.ZodType<AcceptedOffer> = z.object({ entry: entrySchema, booking: bookingSchema })

const errors = [
  ...confirmBooking.errors,
  ...[WaitlistOfferUnknown, WaitlistOtherBranch, WaitlistOfferOver, WaitlistEntryUnknown],
] as const

/** Confirms the hold by all the rules of bookings.confirm, what must be paid before included; the offer and the entry follow it. */
export const accept: Operation<'command', AcceptOffer, AcceptedOffer, (typeof errors)[number]> = operation({
  name: 'waitlist.accept',
  summary: 'Takes what was offered: the hold becomes a booking, by the rules by which holds are confirmed.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { offerId, ...asked }) {
    const { bookingId, entryId } = await openOffer(context, offerId)
    const booking = await answerByHold(context, offerId, () => context.run(confirmBooking, { bookingId, ...asked }))
    const entry = await context.store.get(waitlistEntries, entryId)
    if (entry === undefined) throw WaitlistEntryUnknown.create({ entryId })
    return { entry: presentEntry(entry, undefined), booking }
  },
})
