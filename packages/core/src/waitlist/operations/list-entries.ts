/** Who waits, in the order in which it is their turn. */
import { z } from 'zod'
import { bookingsServices } from '../../bookings/index.ts'
import { customerIdsOf } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { inStates, passedOffers, tellsApart } from '../as-it-stands.ts'
import { entryStates, openStates } from '../entry-state.ts'
import { entrySchema, presentEntries, type WaitlistEntry } from '../present-entry.ts'
import { idText } from '../shapes.ts'
import { waitlistEntries } from '../tables.ts'

const schema = z.strictObject({
  /** One branch; all at hand unless told. */
  branch: idText.optional(),
  customerId: idText.optional(),
  /** The code or id of a service. */
  service: idText.optional(),
  /** In one of these states; those who still wait unless told. */
  states: z.array(z.enum(entryStates)).min(1).max(entryStates.length).optional(),
  /** Only those who rest, or only those who do not. */
  rests: z.boolean().optional(),
  orderId: idText.optional(),
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListWaitlist extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListWaitlist> = schema

export interface WaitlistPage {
  items: WaitlistEntry[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const output: z.ZodType<WaitlistPage> = z.object({ items: z.array(entrySchema), next: z.string().nullable() })

/**
 * The higher priority first, then who joined first. Statements: one; one more for a customer, for a service, where something is offered, and where of those who
 * wait and those who are offered something only the ones are asked for.
 */
export const list: Operation<'query', ListWaitlist, WaitlistPage> = operation({
  name: 'waitlist.list',
  summary: 'Who waits in the branches at hand, in the order of their turn, by customer, service, order and state.',
  kind: 'query',
  input,
  output,
  async run(context, { customerId, service, states = [...openStates], limit, cursor, ...of }) {
    const { store, now } = context
    const passed = tellsApart(states) ? await passedOffers(store, { branch: of.branch, now }) : []
    const serviceIds =
      service === undefined
        ? undefined
        : (
            await store.find(bookingsServices, { where: { anyOf: [{ code: service }, { id: service }] }, limit: 'all' })
          ).map(({ id }) => id)
    const page = await store.page(waitlistEntries, {
      where: {
        ...present(of),
        ...(customerId === undefined ? {} : { customerId: { in: await customerIdsOf(context, customerId) } }),
        ...(serviceIds === undefined ? {} : { serviceId: { in: serviceIds } }),
        ...inStates(states, passed),
      },
      orderBy: ['-priority', 'joinedAt', 'id'],
      limit,
      cursor,
    })
    return { items: await presentEntries(store, page.items, now), next: page.next }
  },
})
