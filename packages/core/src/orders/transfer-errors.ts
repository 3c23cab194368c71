/** What can go wrong where orders change hands or become one. */
import { defineError } from '../values/calotype-error.ts'

export const OrderNotTransferable = defineError<{ number: string; rule: string; value: string }>({
  code: 'ORDER_NOT_TRANSFERABLE',
  status: 409,
  summary: 'An order was to go where it is already, or what is kept of it cannot go with it.',
  message: ({ number, rule, value }) => `Order ${number} ${rule}: ${value}.`,
  mend: 'Name another branch or customer, or settle first what holds the order.',
})

export const OrdersNotMergeable = defineError<{ survivor: string; merged: string; rule: string; value: string }>({
  code: 'ORDERS_NOT_MERGEABLE',
  status: 409,
  summary: 'Two orders cannot become one.',
  message: ({ survivor, merged, rule, value }) =>
    `Order ${merged} cannot be merged into ${survivor}: ${rule}, ${value}.`,
  mend: 'Bring them to one customer and branch first (customers.merge where one person is there twice, orders.transferToCustomer, orders.transferToBranch); of an order that was delivered from, or has images, say that it is the survivor.',
})
