/** A plugin that stands for the rooms above the ledger: orders of any amount that are delivered, changed and cancelled at random. */
import {
  cancelCommitment,
  changeCommitment,
  definePlugin,
  Money,
  openCommitment,
  operation,
  recogniseRevenue,
  recordPayment,
  reverseRecognition,
} from '@calotype/core'
import { z } from 'zod'

const done = z.null()
const cny = (amount: string): Money => Money.of(amount, 'CNY')

const open = operation({
  name: 'sales.open',
  summary: 'Opens an order.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), customerId: z.string(), total: z.string() }),
  output: done,
  async run(context, { orderId, customerId, total }) {
    openCommitment(context, { orderId, customerId, total: cny(total), dueDate: null })
    return null
  },
})

const deliver = operation({
  name: 'sales.deliver',
  summary: 'Delivers a part of an order.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), amount: z.string(), discount: z.string() }),
  output: done,
  async run(context, { orderId, amount, discount }) {
    const given = { account: 'Income:Package', category: 'package', amount: cny(amount), discount: cny(discount) }
    await recogniseRevenue(context, { orderId, amounts: [given] })
    return null
  },
})

const takeBack = operation({
  name: 'sales.takeBack',
  summary: 'Takes a delivery back.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), recognitionId: z.string() }),
  output: done,
  async run(context, given) {
    await reverseRecognition(context, given)
    return null
  },
})

const change = operation({
  name: 'sales.change',
  summary: 'Changes the total of an order.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), total: z.string() }),
  output: done,
  async run(context, { orderId, total }) {
    await changeCommitment(context, orderId, { total: cny(total) })
    return null
  },
})

const cancel = operation({
  name: 'sales.cancel',
  summary: 'Cancels an order; what is not forfeited goes back.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), back: z.boolean() }),
  output: done,
  async run(context, { orderId, back }) {
    await cancelCommitment(context, { orderId, forfeit: 'byPolicy', ...(back ? { refundLegs: 'rest' as const } : {}) })
    return null
  },
})

const payLate = operation({
  name: 'sales.payLate',
  summary: 'Records a payment of a day before.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), amount: z.string(), businessDate: z.string() }),
  output: done,
  async run(context, { orderId, amount, businessDate }) {
    await recordPayment(context, { orderId, legs: [{ method: 'card', amount }], businessDate })
    return null
  },
})

export const sales = definePlugin({
  name: 'sales',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { open, deliver, takeBack, change, cancel, payLate },
  roles: { owner: ['sales.*'] },
})
