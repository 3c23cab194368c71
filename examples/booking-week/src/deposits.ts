/** Deposits at the counter: an order, a receipt, and the time is the customer's. */
import type { Answered } from './desk.ts'
import { priceList, type ServiceCode } from './services.ts'
import type { StudioAtWork } from './studio.ts'

/** What somebody has booked and paid for. */
export interface Paid {
  readonly bookingId: string
  readonly service: ServiceCode
  readonly seats: number
  readonly orderId: string
  readonly receiptId: string
}

interface Paying {
  readonly bookingId: string
  readonly customerId: string
  readonly service: ServiceCode
  readonly seats?: number
  readonly method: string
}

export async function payDeposit(studio: StudioAtWork, given: Paying): Promise<Paid> {
  const paid = await orderWithDeposit(studio, given)
  await studio.desk.bookings.confirm({ bookingId: given.bookingId })
  return paid
}

/** The deposit is asked for every seat. */
export async function orderWithDeposit({ desk }: StudioAtWork, given: Paying): Promise<Paid> {
  const { bookingId, customerId, service, seats = 1, method } = given
  const order = await desk.orders.place({
    customerId,
    lines: [{ item: service, quantity: seats }],
    payment: { purpose: 'earnest', legs: [{ method, amount: `${priceList[service].deposit * seats}` }] },
  })
  const [line] = order.lines
  if (line === undefined || order.receipt === null) throw new Error('the order has no line or no receipt')
  await desk.bookings.link({ bookingId, orderId: order.id, orderLineId: line.id })
  return { bookingId, service, seats, orderId: order.id, receiptId: order.receipt.id }
}

/** Who pays within the time of the hold. */
export async function payDeposits(studio: StudioAtWork, answered: readonly Answered[]): Promise<readonly Paid[]> {
  const paid: Paid[] = []
  for (const { request, bookingId, customerId } of answered) {
    const { service, pays } = request
    if (bookingId === null || pays === null || priceList[service].deposit === 0) continue
    paid.push(await payDeposit(studio, { bookingId, customerId, service, method: pays }))
  }
  return paid
}
