/** What a branch sees of an order that another one sold: enough to hand it over, and no more. */
import { z } from 'zod'
import { orderStatuses } from './order-status.ts'
import type { Order } from './present-order.ts'

export const orderElsewhereSchema = z.object({
  id: z.string(),
  number: z.string(),
  branch: z.string(),
  customerId: z.string(),
  currency: z.string(),
  status: z.enum(orderStatuses),
  /** What is still to be paid, which this branch may take. */
  balanceDue: z.string(),
  revision: z.number(),
  /** Lines that are neither cancelled nor handed over. What they cost, their notes and who works on them stay with their branch. */
  lines: z.array(
    z.object({
      id: z.string(),
      line: z.number(),
      name: z.string(),
      quantity: z.string(),
      /** Whether it may be handed over as it stands. */
      handsOver: z.boolean(),
      held: z.boolean(),
    }),
  ),
})

export interface OrderElsewhere extends z.output<typeof orderElsewhereSchema> {}

type Shown = Pick<
  Order,
  'id' | 'number' | 'branch' | 'customerId' | 'currency' | 'status' | 'balanceDue' | 'revision'
> & {
  readonly lines: readonly Pick<
    Order['lines'][number],
    'id' | 'line' | 'name' | 'quantity' | 'handsOver' | 'hold' | 'progress'
  >[]
}

export function presentElsewhere(order: Shown): OrderElsewhere {
  const { id, number, branch, customerId, currency, status, balanceDue, revision } = order
  const left = order.lines.filter(({ progress }) => progress !== 'pickedUp' && progress !== 'cancelled')
  return {
    ...{ id, number, branch, customerId, currency, status, balanceDue, revision },
    lines: left.map(({ id: lineId, line, name, quantity, handsOver, hold }) => {
      return { id: lineId, line, name, quantity, handsOver, held: hold !== null }
    }),
  }
}
