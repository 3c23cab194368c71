/** Offers a time to somebody who waits. */
import { z } from 'zod'
import {
  bookingErrors,
  BookingTimeRefused,
  depositsDue,
  holdTime,
  instantOfMinute,
  minuteOf,
} from '../../bookings/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { HolidaysUnknown } from '../../resources/index.ts'
import { weekday } from '../../values/calendar-date.ts'
import { type Instant, millisOf, parseInstant } from '../../values/instant.ts'
import { localTextAt, localTimeAt } from '../../values/local-time.ts'
import { Money } from '../../values/money.ts'
import { WaitlistEntryUnknown, WaitlistNotWished, WaitlistOtherBranch, WaitlistStateRefused } from '../errors.ts'
import { entryAtHand, holdEntryAsRead, requireState } from '../hold-entry.ts'
import { keepEntry } from '../keep-entry.ts'
import { entrySchema, presentEntry, type WaitlistEntry } from '../present-entry.ts'
import { waitlistSettings } from '../settings.ts'
import { idText, instantText } from '../shapes.ts'
import { type EntryRow, waitlistOffers } from '../tables.ts'
import { fitsWish, windowsInWords, type Wish } from '../wish.ts'

const schema = z.strictObject({
  entryId: idText,
  /** A time that the entry wishes for. */
  startsAt: instantText,
  /** For how many minutes it stands; as the setting says unless told, and never beyond the start. */
  minutes: z.int().min(1).max(10_080).optional(),
})

export interface OfferTime extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OfferTime> = schema

const errors = [
  ...bookingErrors,
  ...[HolidaysUnknown, WaitlistEntryUnknown, WaitlistOtherBranch, WaitlistStateRefused, WaitlistNotWished],
] as const

/**
 * The offer is a hold of the bookings for this customer. Also for who rests, and out of turn: who offers by hand has a reason. An entry has one offer at a time.
 */
export const offer: Operation<'command', OfferTime, WaitlistEntry, (typeof errors)[number]> = operation({
  name: 'waitlist.offer',
  summary: 'Offers a wished time to somebody who waits: it is held for them until they answer or its time is over.',
  kind: 'command',
  input,
  output: entrySchema,
  errors,
  async run(context, { entryId, startsAt: given, minutes }) {
    const { entry: before } = await entryAtHand(context, entryId)
    requireState(before, 'offer', ['waiting'])
    const startsAt = parseInstant(given)
    requireWished(context, before, startsAt)
    // The order, the customer and the claims are locked before the entry.
    const held = await holdTime(context, {
      service: before.serviceId,
      startsAt,
      customerId: before.customerId,
      ...(before.orderId === null ? {} : { orderId: before.orderId }),
      ...(before.orderLineId === null ? {} : { orderLineId: before.orderLineId }),
      resources: (before.resources ?? undefined) as Record<string, string[]> | undefined,
      preferred: (before.preferred ?? undefined) as string[] | undefined,
      seats: before.seats,
      source: 'waitlist',
      holdMinutes: await minutesToAnswer(context, startsAt, minutes),
    })
    const entry = await holdEntryAsRead(context, before)
    const row = context.store.insert(waitlistOffers, {
      id: context.newId(),
      branch: entry.branch,
      entryId,
      bookingId: held.id,
      state: 'open',
      startsAt,
      endsAt: held.endsAt,
      expiresAt: held.expiresAt ?? startsAt,
      wish: entry.wish,
      madeAt: context.now,
      endedAt: null,
    })
    const offered = { state: 'offered', offerId: row.id, offers: entry.offers + 1 } as const
    const after = await keepEntry(context, entry, offered, { kind: 'offered', offer: row })
    const { id, currency, orderId } = held
    const toPay = await depositsDue(context.store, [
      { id, currency, orderId, deposit: Money.of(held.deposit, currency) },
    ])
    return presentEntry(after, row, toPay.get(id))
  },
})

/** @throws WAITLIST_NOT_WISHED */
function requireWished({ branch, studio }: CommandContext, entry: EntryRow, startsAt: Instant): void {
  const { windows, sessionStart, id: entryId } = entry
  const { timeZone } = studio.days(branch)
  const { date, time } = localTimeAt(startsAt, timeZone)
  const wish: Wish = { windows: windows as unknown as Wish['windows'], sessionStart }
  if (fitsWish(wish, { startsAt, date, time, weekday: weekday(date) })) return
  const wished = sessionStart === null ? windowsInWords(wish.windows) : localTextAt(sessionStart, timeZone)
  throw WaitlistNotWished.create({ entryId, startsAt, local: localTextAt(startsAt, timeZone), wished })
}

const millisPerMinute = 60_000

/** @throws BOOKING_TIME_REFUSED */
async function minutesToAnswer(context: CommandContext, startsAt: Instant, asked?: number): Promise<number> {
  const { answerMinutes } = await context.settings(waitlistSettings)
  const left = Math.floor((millisOf(startsAt) - millisOf(context.now)) / millisPerMinute)
  if (left >= 1) return Math.min(asked ?? answerMinutes, left)
  const { timeZone } = context.studio.days(context.branch)
  const rule = `be ${localTextAt(instantOfMinute(minuteOf(context.now) + 2), timeZone)} by the clocks of the branch or later, so that there is time to answer`
  throw BookingTimeRefused.create({ field: 'startsAt', rule, value: localTextAt(startsAt, timeZone) })
}
