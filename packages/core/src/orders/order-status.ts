/** The status of an order, derived from how far its lines are. Pure and total. */
import type { Progress } from '../stages/index.ts'

export const orderStatuses = ['open', 'inProgress', 'ready', 'partlyPickedUp', 'completed', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

/** What of a line its order's status follows from. */
export interface LineProgress {
  readonly progress: string
  readonly handsOver: boolean
  readonly hold: string | null
}

/**
 * Lines progress, the order summarises. `cancelled` when every line is; `completed` when all that are left were picked up,
 * `partlyPickedUp` when some were; `ready` when every line that is left may be handed over and one was made ready for it;
 * `inProgress` when one has begun; `open` when none has. An order without lines is open.
 */
export function orderStatus(lines: Iterable<LineProgress>): OrderStatus {
  let cancelled = 0
  let pickedUp = 0
  let left = 0
  let toHandOver = 0
  let begun = 0
  let ready = 0
  for (const { progress, handsOver, hold } of lines) {
    const known = progress as Progress
    if (known === 'cancelled') cancelled++
    else if (known === 'pickedUp') pickedUp++
    else {
      left++
      if (handsOver && hold === null) toHandOver++
      if (known !== 'ordered') begun++
      if (known === 'ready') ready++
    }
  }
  if (pickedUp > 0) return left > 0 ? 'partlyPickedUp' : 'completed'
  if (left === 0) return cancelled > 0 ? 'cancelled' : 'open'
  if (ready > 0 && toHandOver === left) return 'ready'
  return begun > 0 ? 'inProgress' : 'open'
}

/** Whether the contract of an order of this status can still change. */
export function isClosed(status: OrderStatus): boolean {
  return status === 'completed' || status === 'cancelled'
}
