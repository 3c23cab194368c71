import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentRental, type RentalPage, rentalPageSchema } from '../present-rental.ts'
import { rentalStates } from '../rental-state.ts'
import { idText, pageMembers, referenceText } from '../shapes.ts'
import { rentalsRentals } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  states: z.array(z.enum(rentalStates)).min(1).optional(),
  customerId: idText.optional(),
  orderId: idText.optional(),
  itemId: idText.optional(),
  serialId: idText.optional(),
  /** What was reserved together. */
  groupId: idText.optional(),
  reference: referenceText.optional(),
})

export interface ListRentals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListRentals> = schema

/** Rentals, those that begin last first. One statement; one more where a customer is named. */
export const list: Operation<'query', ListRentals, RentalPage, never> = operation({
  name: 'rentals.list',
  summary: 'Lists rentals by their time, the latest first.',
  kind: 'query',
  input,
  output: rentalPageSchema,
  async run(context, { limit, cursor, states, customerId: renter, ...given }) {
    const [customerId] = renter === undefined ? [] : await customerIdsOf(context, renter)
    const page = await context.store.page(rentalsRentals, {
      where: present({ ...given, customerId, state: states === undefined ? undefined : { in: states } }),
      orderBy: ['-startsAt', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentRental), next: page.next }
  },
})
