/** What is told where orders change hands or become one. Ids and amounts, never a name or a note. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

export interface OrderTransferredToBranch {
  orderId: string
  customerId: string
  currency: string
  transferId: string
  fromBranch: string
  toBranch: string
  /** Lines that are the other branch's to do from here on. */
  lineIds: string[]
  /** What the branch that gave it up owes the other for it. */
  owed: string
}

export const orderTransferredToBranch: EventKind<'orders.transferredToBranch', OrderTransferredToBranch> = defineEvent({
  name: 'orders.transferredToBranch',
  version: 1,
  schema: z.strictObject({
    orderId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    transferId: z.string(),
    fromBranch: z.string(),
    toBranch: z.string(),
    lineIds: z.array(z.string()),
    owed: z.string(),
  }),
})

export interface OrderTransferredToCustomer {
  orderId: string
  /** Whose it is from here on. */
  customerId: string
  fromCustomerId: string
  currency: string
  transferId: string
  /** What the new customer owes for it. */
  outstanding: string
}

export const orderTransferredToCustomer: EventKind<'orders.transferredToCustomer', OrderTransferredToCustomer> =
  defineEvent({
    name: 'orders.transferredToCustomer',
    version: 1,
    schema: z.strictObject({
      orderId: z.string(),
      customerId: z.string(),
      fromCustomerId: z.string(),
      currency: z.string(),
      transferId: z.string(),
      outstanding: z.string(),
    }),
  })

export interface OrdersMerged {
  /** The order that stands for both. */
  orderId: string
  mergedOrderId: string
  customerId: string
  currency: string
  mergeId: string
  lineIds: string[]
  total: string
}

export const ordersMerged: EventKind<'orders.merged', OrdersMerged> = defineEvent({
  name: 'orders.merged',
  version: 1,
  schema: z.strictObject({
    orderId: z.string(),
    mergedOrderId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    mergeId: z.string(),
    lineIds: z.array(z.string()),
    total: z.string(),
  }),
})

export const transferEvents = [orderTransferredToBranch, orderTransferredToCustomer, ordersMerged] as const
