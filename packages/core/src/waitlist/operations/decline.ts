/** Refuses what was offered. */
import { z } from 'zod'
import { BookingStateRefused } from '../../bookings/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { WaitlistOfferOver, WaitlistOfferUnknown, WaitlistOtherBranch } from '../errors.ts'
import { openOffer } from '../hold-entry.ts'
import { entrySchema, presentEntry, type WaitlistEntry } from '../present-entry.ts'
import { idText, reasonText } from '../shapes.ts'
import { takeBackOffer } from '../take-back-offer.ts'

const schema = z.strictObject({
  offerId: idText,
  /** Whether the customer waits no more; keeps the place for other times unless told. */
  leave: z.boolean().default(false),
  /** Why, in a few words; never personal data. */
  reason: reasonText.optional(),
})

export interface DeclineOffer extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DeclineOffer> = schema

const errors = [WaitlistOfferUnknown, WaitlistOtherBranch, WaitlistOfferOver, BookingStateRefused] as const

/** The same time is not offered to this wish again. */
export const decline: Operation<'command', DeclineOffer, WaitlistEntry, (typeof errors)[number]> = operation({
  name: 'waitlist.decline',
  summary: 'Refuses what was offered: its time goes to the next, and the customer waits on or leaves.',
  kind: 'command',
  input,
  output: entrySchema,
  errors,
  async run(context, { offerId, leave, reason }) {
    const offer = await openOffer(context, offerId)
    const state = leave ? 'left' : 'waiting'
    const entry = await takeBackOffer(context, offer, { offerState: 'declined', state, kind: 'declined', reason })
    return presentEntry(entry, undefined)
  },
})
