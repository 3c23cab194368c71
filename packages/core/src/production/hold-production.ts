/** Taking hold of lines with what was done with them: their orders first, so that nothing else needs a lock. */
import type { CommandContext } from '../engine/context.ts'
import {
  type HeldLine,
  type HeldLines,
  holdLines,
  type LineReference,
  type LinesToMove,
  moveLines,
  type OrderLineRow,
  type OrderRow,
} from '../orders/index.ts'
import { ProductionLineCancelled, ProductionOtherBranch } from './errors.ts'
import { type LineStateRow, productionLines } from './tables.ts'

/** Lines that are held with their orders, through several moves of one command. */
export class HeldProduction {
  readonly #orders: Map<string, OrderRow>
  readonly #lines: Map<string, OrderLineRow[]>
  readonly #states: ReadonlyMap<string, LineStateRow>
  readonly #wanted: readonly string[]

  constructor(held: HeldLines, states: readonly LineStateRow[]) {
    this.#orders = new Map(held.orders.map((order) => [order.id, order]))
    this.#lines = new Map(held.orders.map((order) => [order.id, held.linesOf(order.id)]))
    this.#states = new Map(states.map((state) => [state.lineId, state]))
    this.#wanted = held.wanted.map(({ line }) => line.id)
  }

  /** The lines asked for, as they now stand. */
  get wanted(): HeldLine[] {
    return this.#wanted.map((lineId) => this.of(lineId))
  }

  of(lineId: string): HeldLine {
    for (const [orderId, lines] of this.#lines) {
      const line = lines.find((one) => one.id === lineId)
      const order = this.#orders.get(orderId)
      if (line !== undefined && order !== undefined) return { order, line }
    }
    throw new Error(`line "${lineId}" is not held`)
  }

  state(lineId: string): LineStateRow | undefined {
    return this.#states.get(lineId)
  }

  /** All lines of an order, as they now stand. */
  linesOf(orderId: string): readonly OrderLineRow[] {
    return this.#lines.get(orderId) ?? []
  }

  /** Moves some of the lines: see `moveLines`. Nothing where there are none. */
  async move(context: CommandContext, lineIds: readonly string[], wanted: LinesToMove): Promise<void> {
    if (lineIds.length === 0) return
    const moving = lineIds.map((lineId) => this.of(lineId))
    const orderIds = new Set(moving.map(({ order }) => order.id))
    const held: HeldLines = {
      wanted: moving,
      orders: [...this.#orders.values()].filter(({ id }) => orderIds.has(id)),
      linesOf: (orderId, changed) => this.linesOf(orderId).map((line) => changed?.get(line.id) ?? line),
    }
    const { changed, orders } = await moveLines(context, held, { ...wanted, permitted: true })
    for (const order of orders.values()) this.#orders.set(order.id, order)
    for (const orderId of orderIds) this.#lines.set(orderId, held.linesOf(orderId, changed))
  }
}

/**
 * Locks the orders of lines, in the order of their ids, and reads what was done with the lines. Three statements.
 *
 * @throws ORDER_UNKNOWN, LINE_UNKNOWN, PRODUCTION_OTHER_BRANCH, PRODUCTION_LINE_CANCELLED unless they may be
 */
export async function holdProduction(
  context: CommandContext,
  references: readonly LineReference[],
  { cancelledToo = false } = {},
): Promise<HeldProduction> {
  const held = await holdLines(
    context,
    references.map(({ orderId, lineId }) => ({ orderId, lineId })),
  )
  for (const { order, line } of held.wanted) {
    const { number, branch } = order
    if (branch !== context.branch) throw ProductionOtherBranch.create({ number, branch, session: context.branch })
    if (line.progress === 'cancelled' && !cancelledToo) {
      throw ProductionLineCancelled.create({ number, line: line.line })
    }
  }
  const lineIds = held.wanted.map(({ line }) => line.id)
  const states = await context.store.find(productionLines, { where: { lineId: { in: lineIds } }, limit: 'all' })
  return new HeldProduction(held, states)
}
