/** Ties bookings to lines of orders: a booked shoot brings the line to where it is scheduled, one that took place to where it is shot. */
import type { CommandContext } from '../engine/context.ts'
import { type HeldLine, type HeldLines, holdLines, moveLines, planShoot } from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { BookingOrderOther } from './errors.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { type BookingRow, bookingsBookings } from './tables.ts'

/** The line that a booking is of, locked with its order: before any booking of it. Two statements; none where it is of no line. */
export async function holdLineOf(
  context: CommandContext,
  { orderId, orderLineId }: { readonly orderId: string | null; readonly orderLineId: string | null },
): Promise<HeldLines | undefined> {
  if (orderId === null || orderLineId === null) return undefined
  return holdLines(context, [{ orderId, lineId: orderLineId }])
}

/**
 * Whose a line is that is about to be booked.
 *
 * @throws BOOKING_ORDER_OTHER
 */
export function requireBookable({ order, line }: HeldLine, customerId: string | undefined): string {
  const orderLineId = line.id
  if (line.progress === 'cancelled') {
    throw BookingOrderOther.create({ orderLineId, rule: 'be a line that was not cancelled' })
  }
  if (customerId !== undefined && order.customerId !== customerId) {
    throw BookingOrderOther.create({ orderLineId, rule: 'be a line of an order of the same customer' })
  }
  return order.customerId
}

/**
 * The line of a booking that is confirmed, or moved to another day, is scheduled: it moves there where that is what it waits for, else only its
 * day changes. A line that is held, or beyond its shoot, is left where it is.
 */
export async function scheduleLine(
  context: CommandContext,
  held: HeldLines | undefined,
  date: CalendarDate,
): Promise<void> {
  const way = await wayOf(context, held)
  if (way === undefined) return
  const { one, lines, flow, scheduledStage, shotStage } = way
  if (one.line.nextStage === scheduledStage) {
    await moveLines(context, lines, { to: scheduledStage, shootDate: date, permitted: true })
  } else if (flow.has(scheduledStage) && flow.leads(one.line.stage, shotStage)) {
    await planShoot(context, [one], date)
  }
}

/** The line of a booking that took place is shot, unless others of it are still to come. One statement more for these. */
export async function shootLine(
  context: CommandContext,
  held: HeldLines | undefined,
  booking: { readonly id: string; readonly number: string; readonly orderLineId: string | null },
): Promise<void> {
  const way = await wayOf(context, held)
  if (way === undefined) return
  const { one, lines, flow, shotStage } = way
  if (!flow.leads(one.line.stage, shotStage)) return
  if ((await nextOf(context, one.order.id, booking)) !== undefined) return
  await moveLines(context, lines, { to: shotStage, permitted: true, reason: `booking ${booking.number}` })
}

/** The line of a booking that no longer stands waits to be scheduled again, unless another one of it is still to come. */
export async function unscheduleLine(
  context: CommandContext,
  held: HeldLines | undefined,
  booking: { readonly id: string; readonly number: string; readonly orderLineId: string | null },
): Promise<void> {
  const way = await wayOf(context, held)
  if (way === undefined) return
  const { one, lines, flow, scheduledStage } = way
  if (one.line.stage !== scheduledStage) return
  const next = await nextOf(context, one.order.id, booking)
  if (next !== undefined) {
    await planShoot(context, [one], next.localDate)
    return
  }
  const [before] = flow.backFrom(scheduledStage).slice(-1)
  if (before === undefined) return
  await moveLines(context, lines, { to: before, permitted: true, reason: `booking ${booking.number}` })
  const again = await holdLines(context, [{ orderId: one.order.id, lineId: one.line.id }])
  await planShoot(context, again.wanted, null)
}

/** The first other booking of a line that is still to come. What is only held says nothing of its line: it may end by itself. One statement. */
async function nextOf(
  { store }: CommandContext,
  orderId: string,
  { id, orderLineId }: { readonly id: string; readonly orderLineId: string | null },
): Promise<BookingRow | undefined> {
  const [next] = await store.find(bookingsBookings, {
    where: { orderId, isOpen: true, state: { ne: 'held' }, orderLineId, id: { ne: id } },
    limit: 1,
    orderBy: ['startsAt', 'id'],
  })
  return next
}

/** Where a line stands on its way; undefined where bookings do not move it. */
async function wayOf(context: CommandContext, held: HeldLines | undefined) {
  const one = held?.wanted[0]
  if (held === undefined || one === undefined || one.line.hold !== null) return undefined
  if (one.line.progress === 'cancelled' || one.line.nextStage === null) return undefined
  const { movesLines, scheduledStage, shotStages } = await context.settings<BookingsSettings>(bookingsSettings)
  if (!movesLines) return undefined
  const book = await openFlowBook(context)
  const flow = (await book.walked([one.line]))(one.line)
  const shotStage = shotStages.find((stage) => flow.has(stage))
  return shotStage === undefined ? undefined : { one, lines: held, flow, scheduledStage, shotStage }
}
