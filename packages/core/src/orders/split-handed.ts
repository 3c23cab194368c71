/** Tells pieces that are handed over apart from the rest of their lines. */
import type { CommandContext } from '../engine/context.ts'
import { Quantity } from '../values/quantity.ts'
import type { ChosenLine } from './choose-handed.ts'
import { LinesTooMany } from './errors.ts'
import { mostLines } from './line-input.ts'
import { type HandedGoods, lineSplit } from './line-points.ts'
import type { OpenOrder } from './open-order.ts'
import { splitLine } from './split-line.ts'
import { type OrderLineRow, ordersLines } from './tables.ts'

export interface HandedPart {
  /** As it stands before it is handed over. */
  readonly line: OrderLineRow
  /** The line that it was a part of; null for a whole line. */
  readonly partOf: string | null
  readonly flaws: string | null
}

/**
 * Pieces become a line of their own, so that every line is delivered or not; the rest keeps its id, its work and its place. One
 * statement for each line that is split.
 *
 * @throws LINE_PART_INVALID, LINES_TOO_MANY
 */
export async function splitHanded(
  context: CommandContext,
  { order, lines }: OpenOrder,
  chosen: readonly ChosenLine[],
): Promise<{
  readonly handed: readonly HandedPart[]
  readonly lines: readonly OrderLineRow[]
  readonly set: { readonly lastLine?: number }
  /** What is said of goods of a line, said of the pieces of it that are handed over. */
  goodsOf(goods: readonly HandedGoods[]): HandedGoods[]
}> {
  const { number, currency } = order
  const rests = new Map<string, OrderLineRow>()
  const handed: HandedPart[] = []
  let { lastLine } = order
  for (const { line, pieces, flaws } of chosen) {
    if (pieces === undefined || Quantity.of(line.quantity).toString() === pieces) {
      handed.push({ line, partOf: null, flaws })
      continue
    }
    const { part, rest } = splitLine({ number, currency }, line, pieces)
    if (lines.length + rests.size >= mostLines) throw LinesTooMany.create({ number, most: mostLines })
    lastLine += 1
    const after = await context.store.update(ordersLines, line, rest)
    const apart = context.store.insert(ordersLines, { ...line, ...part, id: context.newId(), line: lastLine })
    await context.raise(lineSplit, { before: line, rest: after, part: apart })
    rests.set(line.id, after)
    handed.push({ line: apart, partOf: line.id, flaws })
  }
  const parts = handed.filter(({ partOf }) => partOf !== null).map(({ line }) => line)
  return {
    handed,
    lines: [...lines.map((line) => rests.get(line.id) ?? line), ...parts],
    set: rests.size === 0 ? {} : { lastLine },
    goodsOf: (goods) =>
      goods.map((one) => {
        const apart = handed.find(({ partOf }) => partOf === one.lineId)
        return apart === undefined ? one : { ...one, lineId: apart.line.id }
      }),
  }
}
