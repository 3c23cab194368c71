/** The status of an order, derived from the stages of its lines. Pure and total. */

export const lineStages = ['ordered', 'pickedUp', 'cancelled'] as const
export type LineStage = (typeof lineStages)[number]

export const orderStatuses = ['open', 'partlyPickedUp', 'completed', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

/**
 * Lines progress, the order summarises: `cancelled` when every line is, else by the lines that are left: `completed` when
 * all were picked up, `partlyPickedUp` when some were, `open` when none was. An order without lines is open.
 */
export function orderStatus(stages: Iterable<LineStage>): OrderStatus {
  let ordered = 0
  let pickedUp = 0
  let cancelled = 0
  for (const stage of stages) {
    if (stage === 'ordered') ordered++
    else if (stage === 'pickedUp') pickedUp++
    else cancelled++
  }
  if (pickedUp > 0) return ordered > 0 ? 'partlyPickedUp' : 'completed'
  return ordered === 0 && cancelled > 0 ? 'cancelled' : 'open'
}

/** Whether an order of this status can still change. */
export function isClosed(status: OrderStatus): boolean {
  return status === 'completed' || status === 'cancelled'
}
