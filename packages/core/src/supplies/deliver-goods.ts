/** Lines are handed over: their goods leave the stock, at cost, with the revenue. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryItems, resolveLines, type StockItemRow } from '../inventory/index.ts'
import type { HandedGoods, LinesDelivered } from '../orders/index.ts'
import { GoodsNotDue, GoodsNumbersMissing } from './errors.ts'
import { closeNeeds, type NeedOfLine, needsOfLines } from './line-needs.ts'
import { needsBook } from './needs-book.ts'
import { openPromises } from './promises.ts'
import { type Take, takeGoods } from './take-goods.ts'

/**
 * Issues what is still to be taken of lines: goods that are handed over, and what is promised to them although its stage was passed
 * over. What a stage would have used up, and was passed over, was not used.
 *
 * @throws OUT_OF_STOCK, GOODS_NUMBERS_MISSING, GOODS_NOT_DUE, and what `postMovement` throws
 */
export async function deliverGoods(context: CommandContext, { lines, goods }: LinesDelivered): Promise<void> {
  const { used } = await context.settings(needsBook)
  const needs = used ? await needsOfLines(context, lines) : []
  const open = needs.filter(({ need }) => need.outstanding > 0)
  const handed = open.filter(({ need }) => need.stage === null || need.reserves)
  const passed = open.filter(({ need }) => need.stage !== null && !need.reserves)
  if (handed.length === 0 && goods.length === 0 && passed.length === 0) return
  await closeNeeds(
    context,
    passed.map(({ need }) => need),
  )
  await takeGoods(context, await numbered(context, handed, goods), { movement: 'issue' })
}

/** What is handed over with the numbers that were named. Two statements, and as many as naming them takes. */
async function numbered(
  context: CommandContext,
  handed: readonly NeedOfLine[],
  goods: readonly HandedGoods[],
): Promise<readonly Take[]> {
  const where = { id: { in: [...new Set(handed.map(({ need }) => need.itemId))] } }
  const rows = handed.length === 0 ? [] : await context.store.find(inventoryItems, { where, limit: 'all' })
  const items = new Map(rows.map((row) => [row.id, row]))
  const itemOf = ({ need }: NeedOfLine) => items.get(need.itemId)
  for (const { lineId, item } of goods) {
    const due = handed.some((one) => one.line.id === lineId && isNamed(itemOf(one), item))
    if (!due) throw GoodsNotDue.create({ lineId, item })
  }
  const named = await namedUnits(context, goods)
  const reserved = handed.some((one) => itemOf(one)?.tracking === 'serial')
    ? await openPromises(
        context,
        handed.map(({ need }) => need.lineId),
      )
    : []
  const taken = new Set<string>()
  return handed.map((of): Take => {
    const { need, line } = of
    const item = itemOf(of)
    const take = { ...of, kind: 'delivery' as const, quantity: need.outstanding }
    const own = named.filter(({ goods: { lineId, item: asked } }) => lineId === line.id && isNamed(item, asked))
    if (item?.tracking !== 'serial') return { ...take, lotId: own.find(({ lotId }) => lotId !== undefined)?.lotId }
    const promised = reserved.flatMap(({ orderLineId, itemId, serialId }) =>
      orderLineId === line.id && itemId === need.itemId && serialId !== null ? [serialId] : [],
    )
    const units = own.flatMap(({ serialIds }) => serialIds)
    const free = (units.length > 0 ? units : promised).filter((unit) => !taken.has(unit))
    const serialIds = free.slice(0, need.outstanding)
    for (const unit of serialIds) taken.add(unit)
    if (serialIds.length < need.outstanding) {
      const given = serialIds.length
      throw GoodsNumbersMissing.create({ line: line.line, item: item.code, wanted: need.outstanding, given })
    }
    return { ...take, serialIds }
  })
}

const isNamed = (item: StockItemRow | undefined, asked: string): boolean => item?.code === asked || item?.id === asked

interface NamedGoods {
  readonly goods: HandedGoods
  readonly serialIds: readonly string[]
  readonly lotId: string | undefined
}

/** @throws SERIAL_INVALID, LOT_INVALID, MOVEMENT_INVALID */
async function namedUnits(context: CommandContext, goods: readonly HandedGoods[]): Promise<readonly NamedGoods[]> {
  const asked = goods.flatMap((one, of) => [
    ...(one.serials ?? []).map((serial) => ({ of, item: one.item, quantity: 1, serial })),
    ...(one.lot === undefined ? [] : [{ of, item: one.item, quantity: 1, lot: one.lot }]),
  ])
  const lines = asked.map(({ of: _, ...line }) => line)
  const resolved = lines.length === 0 ? [] : await resolveLines(context, lines, 'out')
  return goods.map((one, at) => {
    const own = resolved.filter((_, index) => asked[index]?.of === at)
    return {
      goods: one,
      serialIds: own.flatMap(({ serialId }) => serialId ?? []),
      lotId: own.find(({ lotId }) => lotId !== undefined)?.lotId,
    }
  })
}
