/** Gives an order to another customer: a present, a friend who takes over, a mistake at the desk. */
import { z } from 'zod'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { commitmentToCustomer } from '../../ledger/index.ts'
import { PaymentsUnderWay } from '../../payments/index.ts'
import { RentalsStay } from '../../rentals/index.ts'
import { answerOrder } from '../answer-order.ts'
import { OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { expectedRevision, idText } from '../line-input.ts'
import { moneyOf, openOrder } from '../open-order.ts'
import { orderSchema } from '../present-order.ts'
import { consents, presentTransfer, transferSchema } from '../present-transfer.ts'
import { orders, ordersLines } from '../tables.ts'
import { OrderNotTransferable } from '../transfer-errors.ts'
import { orderTransferredToCustomer } from '../transfer-events.ts'
import { ordersTransferNotes, ordersTransfers } from '../transfer-tables.ts'
import { orderTransferring } from '../transferring.ts'
import { isUnderWay } from '../under-way.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  toCustomerId: idText,
  /** Why. Never personal data. */
  reason: z.string().trim().min(1).max(500),
  /** How the former customer agreed; `notNeeded` where the order was never theirs. */
  consent: z.enum(consents),
  /** What the two said; blanked when the former customer is erased. */
  note: z.string().trim().min(1).max(2000).optional(),
  revision: expectedRevision,
})

const outputSchema = orderSchema.extend({ transfer: transferSchema })

export interface TransferToCustomer extends z.input<typeof inputSchema> {}
/** The order of its new customer, and how it got there. */
export interface OrderOfCustomer extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, TransferToCustomer> = inputSchema
const output: z.ZodType<OrderOfCustomer> = outputSchema

export const transferToCustomer = operation({
  name: 'orders.transferToCustomer',
  summary:
    'Gives an order to another customer, who owes the rest from here on; what was paid goes back to who paid it, where it goes back.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    OrderNotTransferable,
    CustomerUnknown,
    PaymentsUnderWay,
    RentalsStay,
  ],
  async run(context, { orderId, toCustomerId, reason, consent, note, revision }) {
    const { store, now, businessDate, actor } = context
    // Customers are locked before orders, as where an order is placed.
    const customer = await holdCustomer(context, toCustomerId)
    const open = await openOrder(context, orderId, { action: 'give it to another customer', revision })
    const { order, lines } = open
    const { branch, currency, customerId: fromCustomerId } = order
    context.demand('orders.transferToCustomer', branch)
    if (customer.id === fromCustomerId) {
      const rule = 'is this customer’s already'
      throw OrderNotTransferable.create({ number: order.number, rule, value: customer.id })
    }
    await context.raise(orderTransferring, { order, lines, to: { kind: 'customer', customerId: customer.id } })
    const { commitment, entryId } = await commitmentToCustomer(context, orderId, customer.id)
    const moved = await store.updateAll(ordersLines, lines, { customerId: customer.id })
    const changed = await store.update(orders, order, { customerId: customer.id, revision: order.revision + 1 })
    const [under, over] = [lines.filter(isUnderWay), lines.filter((line) => !isUnderWay(line))]
    const transfer = store.insert(ordersTransfers, {
      id: context.newId(),
      orderId,
      kind: 'customer',
      fromBranch: branch,
      toBranch: branch,
      fromCustomerId,
      toCustomerId: customer.id,
      at: now,
      businessDate,
      actor,
      reason,
      consent,
      currency,
      total: commitment.total,
      paid: commitment.paid,
      outstanding: commitment.outstanding,
      owed: 0n,
      fromEntryId: entryId,
      openLines: under.map(({ id }) => id),
      overLines: over.map(({ id }) => id),
    })
    if (note !== undefined) {
      store.insert(ordersTransferNotes, { transferId: transfer.id, branch, customerId: fromCustomerId, note })
    }
    context.emit(orderTransferredToCustomer, {
      orderId,
      customerId: customer.id,
      fromCustomerId,
      currency,
      transferId: transfer.id,
      outstanding: moneyOf(order, commitment.outstanding).toString(),
    })
    return { ...(await answerOrder(context, changed, moved)), transfer: presentTransfer(transfer) }
  },
})
