/** Changes what a customer waits for. */
import { z } from 'zod'
import { requireService, ServiceUnknown, WantedRefused } from '../../bookings/index.ts'
import { holdCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  WaitlistEntryUnknown,
  WaitlistOtherBranch,
  WaitlistStateRefused,
  WaitlistWishInvalid,
  WaitlistWishTwice,
} from '../errors.ts'
import { entryAtHand, holdEntryAsRead, requireState } from '../hold-entry.ts'
import { keepEntry } from '../keep-entry.ts'
import { makeWish, requireNewWish, type WishGiven, type WishKept } from '../make-wish.ts'
import { depositsOf, entrySchema, presentEntry, type WaitlistEntry } from '../present-entry.ts'
import { dateText, idText, noteText, priorityNumber, wishMembers } from '../shapes.ts'
import type { EntryRow } from '../tables.ts'
import { dateBefore, windowsGiven } from '../wish-again.ts'

const schema = z
  .strictObject({
    entryId: idText,
    ...wishMembers,
    resources: wishMembers.resources.nullable(),
    preferred: wishMembers.preferred.nullable(),
    until: dateText.optional(),
    /** 0 to 9, higher first; needs the permission waitlist.prioritise. */
    priority: priorityNumber.optional(),
    note: noteText.nullish(),
    /** Whether nothing is offered by itself; a changed wish no longer rests unless told. */
    rests: z.boolean().optional(),
  })
  .refine(({ windows, sessionId }) => windows === undefined || sessionId === undefined, {
    message: 'must be left out where a sessionId is given',
    path: ['windows'],
  })

export interface ChangeWaitlistEntry extends z.input<typeof schema> {}

type Given = z.output<typeof schema>

const input: z.ZodType<Given, ChangeWaitlistEntry> = schema

const errors = [
  ...[WaitlistEntryUnknown, WaitlistOtherBranch, WaitlistStateRefused, WaitlistWishInvalid, WaitlistWishTwice],
  ...[ServiceUnknown, WantedRefused],
] as const

/** The entry keeps its place: it waits since it joined. A wish changes only while nothing is offered. */
export const change: Operation<'command', ChangeWaitlistEntry, WaitlistEntry, (typeof errors)[number]> = operation({
  name: 'waitlist.change',
  summary: 'Changes the wish of somebody who waits, the priority or the note, or lets them rest; the place is kept.',
  kind: 'command',
  input,
  output: entrySchema,
  errors,
  async run(context, { entryId, priority, note, rests, ...given }) {
    if (priority !== undefined) context.demand('waitlist.prioritise')
    const { entry: before, offer } = await entryAtHand(context, entryId)
    const isOther = Object.values(given).some((value) => value !== undefined)
    requireState(before, isOther ? 'change the wish' : 'change', isOther ? ['waiting'] : undefined)
    const wish = isOther ? await wishAnew(context, before, given) : undefined
    const entry = await holdEntryAsRead(context, before)
    const isAwake = rests === false || (isOther && rests === undefined)
    const after = await keepEntry(
      context,
      entry,
      {
        ...(wish === undefined ? {} : { ...wish, wish: entry.wish + 1 }),
        ...(priority === undefined ? {} : { priority }),
        ...(note === undefined ? {} : { note }),
        ...(isAwake ? { rests: false, unanswered: 0 } : rests === true ? { rests } : {}),
      },
      { kind: 'changed', offer, withWish: isOther },
    )
    const toPay = await depositsOf(context.store, offer === undefined ? [] : [offer])
    return presentEntry(after, offer, toPay.get(offer?.bookingId ?? ''))
  },
})

/** What is not given stays as it is. */
async function wishAnew(context: CommandContext, before: EntryRow, given: WishMembers): Promise<WishKept> {
  const service = await requireService(context, before.serviceId)
  const wish = await makeWish(context, service, wishOf(context, before, given))
  await holdCustomer(context, before.customerId)
  const { id, branch, customerId, serviceId } = before
  await requireNewWish(context, { id, branch, customerId, serviceId, ...wish })
  return wish
}

type WishMembers = Pick<Given, 'windows' | 'sessionId' | 'seats' | 'resources' | 'preferred' | 'until'>

function wishOf(context: CommandContext, before: EntryRow, given: WishMembers): WishGiven {
  const { windows, sessionId, seats = before.seats, until } = given
  const { resources = before.resources as WishMembers['resources'] } = given
  const { preferred = before.preferred as WishMembers['preferred'] } = given
  const isWhenGiven = windows !== undefined || sessionId !== undefined
  const when = isWhenGiven ? { windows, sessionId } : windowsGiven(before)
  return {
    ...when,
    seats,
    resources: resources ?? undefined,
    preferred: preferred ?? undefined,
    // Another time stands for as long as it lasts, unless told.
    until: until ?? (isWhenGiven ? undefined : dateBefore(context, before.endsAt)),
  }
}
