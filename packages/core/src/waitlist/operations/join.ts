/** Puts a customer on the waitlist. */
import { z } from 'zod'
import { BookingOrderOther, holdBooker, requireService, ServiceUnknown, WantedRefused } from '../../bookings/index.ts'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { openStates } from '../entry-state.ts'
import { WaitlistFull, WaitlistWishInvalid, WaitlistWishTwice } from '../errors.ts'
import { addEntry } from '../keep-entry.ts'
import { makeWish, requireNewWish } from '../make-wish.ts'
import { entrySchema, presentEntry, type WaitlistEntry } from '../present-entry.ts'
import { waitlistSettings } from '../settings.ts'
import { dateText, idText, noteText, priorityNumber, wishMembers } from '../shapes.ts'
import { waitlistEntries } from '../tables.ts'

const schema = z
  .strictObject({
    customerId: idText,
    /** The code or id of the service. */
    service: idText,
    ...wishMembers,
    orderId: idText.optional(),
    /** The line of the order that it is for: it is scheduled with the booking. */
    orderLineId: idText.optional(),
    /** 0 to 9, higher first; above 0 needs the permission waitlist.prioritise. */
    priority: priorityNumber.default(0),
    note: noteText.optional(),
    /** The last local day on which it stands; as long as the wish lasts unless told. */
    until: dateText.optional(),
  })
  .refine(({ windows, sessionId }) => (windows === undefined) !== (sessionId === undefined), {
    message: 'must be given, or a sessionId in their place, and not both',
    path: ['windows'],
  })

export interface JoinWaitlist extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, JoinWaitlist> = schema

const errors = [
  ...[ServiceUnknown, CustomerUnknown, OrderUnknown, LineUnknown, BookingOrderOther, WantedRefused],
  ...[WaitlistWishInvalid, WaitlistWishTwice, WaitlistFull],
] as const

/** Whoever joins while a wished time is free is offered it like everybody else, after the commit. */
export const join: Operation<'command', JoinWaitlist, WaitlistEntry, (typeof errors)[number]> = operation({
  name: 'waitlist.join',
  summary: 'Puts a customer on the waitlist of a service, for times that they wish or a seat of a full session.',
  kind: 'command',
  input,
  output: entrySchema,
  errors,
  async run(context, { service: code, orderId, orderLineId, priority, note, ...wanted }) {
    if (priority > 0) context.demand('waitlist.prioritise')
    const { customerId: named, ...given } = wanted
    const service = await requireService(context, code)
    const wish = await makeWish(context, service, given)
    const customerId = await holdWaiting(context, { customerId: named, orderId, orderLineId })
    const { row } = service
    const entry = { branch: context.branch, customerId, serviceId: row.id, ...wish }
    await requireNewWish(context, entry)
    await requireRoom(context)
    const added = addEntry(context, {
      ...entry,
      id: context.newId(),
      serviceCode: row.code,
      serviceName: row.name,
      priority,
      orderId: orderId ?? null,
      orderLineId: orderLineId ?? null,
      note: note ?? null,
    })
    return presentEntry(added, undefined)
  },
})

/** The customer, locked: of two who join for the same at once the second sees the first. */
async function holdWaiting(
  context: CommandContext,
  named: {
    readonly customerId: string
    readonly orderId: string | undefined
    readonly orderLineId: string | undefined
  },
): Promise<string> {
  const { orderId, orderLineId } = named
  if (orderId === undefined && orderLineId === undefined) return (await holdCustomer(context, named.customerId)).id
  await holdBooker(context, named)
  return (await holdCustomer(context, named.customerId)).id
}

/** One statement. @throws WAITLIST_FULL */
async function requireRoom(context: CommandContext): Promise<void> {
  const { branch, store } = context
  const { mostWaiting: most } = await context.settings(waitlistSettings)
  const [counted] = await store.aggregate(waitlistEntries, {
    where: { branch, state: { in: openStates } },
    measures: { entries: { of: 'count' } },
    limit: 1,
  })
  if ((counted?.entries ?? 0) >= most) throw WaitlistFull.create({ branch, most })
}
