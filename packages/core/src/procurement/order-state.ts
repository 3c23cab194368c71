/** How a purchase order goes on. Pure: no I/O. */

export const orderStatuses = [
  /** Being written: has no number. */
  'draft',
  /** Waits for a second person. */
  'submitted',
  'approved',
  /** The supplier has it. */
  'sent',
  'partlyReceived',
  'received',
  /** Nothing more comes. */
  'closed',
  'cancelled',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

/** What is done with an order. */
export type OrderAction = 'change' | 'submit' | 'approve' | 'reject' | 'send' | 'receive' | 'close' | 'cancel'

const allowed: Readonly<Record<OrderAction, readonly OrderStatus[]>> = {
  change: ['draft', 'submitted', 'approved', 'sent', 'partlyReceived'],
  submit: ['draft'],
  approve: ['submitted'],
  reject: ['submitted'],
  send: ['approved'],
  // After all has come, what is within the tolerance for more.
  receive: ['approved', 'sent', 'partlyReceived', 'received'],
  close: ['partlyReceived', 'received'],
  // Of what came, goods are returned; the rest is not waited for: close.
  cancel: ['draft', 'submitted', 'approved', 'sent'],
}

export const mayBe = (action: OrderAction, status: OrderStatus): boolean => allowed[action].includes(status)

/** From what an order may be done this way. */
export const statusesFor = (action: OrderAction): readonly OrderStatus[] => allowed[action]

/** Where the lines of an order stand: `planned` in a draft, `ordered` while goods are to come, `done` afterwards. */
export type LineStage = 'planned' | 'ordered' | 'done'

export function stageOf(status: OrderStatus): LineStage {
  if (status === 'draft') return 'planned'
  return status === 'received' || status === 'closed' || status === 'cancelled' ? 'done' : 'ordered'
}

/** The status of an order by what came of its lines; `before` where nothing did. */
export function receivedStatus(
  before: OrderStatus,
  lines: readonly { readonly received: number; readonly outstanding: number }[],
): OrderStatus {
  if (before === 'closed') return before
  if (lines.every((line) => line.outstanding <= 0)) return 'received'
  if (lines.some((line) => line.received > 0)) return 'partlyReceived'
  return before === 'approved' ? 'approved' : 'sent'
}

/** The most that may be received of a line: what was ordered, and so many per cent more, in whole units. */
export function mostReceivable(ordered: number, overDeliveryPercent: number): number {
  return ordered + Math.floor((ordered * overDeliveryPercent) / 100)
}
