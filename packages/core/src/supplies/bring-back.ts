/** Brings back what lines took, at the cost at which it left. */
import type { CommandContext } from '../engine/context.ts'
import {
  inventoryItems,
  inventoryLines,
  type MovementLineDraft,
  type MovementLineRow,
  postMovement,
} from '../inventory/index.ts'
import { GoodsGivenElsewhere } from './errors.ts'
import type { NeedOfLine } from './line-needs.ts'
import { inParts } from './split-takes.ts'
import { standingUses } from './standing-uses.ts'
import { suppliesUses, type UseRow } from './tables.ts'

export interface Back extends NeedOfLine {
  readonly kind: string
  readonly quantity: number
}

/** By which line of a movement it was taken. */
type Taken = Pick<UseRow, 'takenBy' | 'takenLine'>

const keyOf = (movementId: string, line: number): string => `${movementId}:${line}`

/**
 * What was taken last comes back first, to where it was taken from and at the branch that gave it. Answers how much came back of
 * each: less than was asked for where less was taken so. Statements: what was taken, its lines, and what a movement costs.
 *
 * @throws GOODS_GIVEN_ELSEWHERE, and what `postMovement` throws
 */
export async function bringBack(
  context: CommandContext,
  backs: readonly Back[],
  reason: string | undefined,
): Promise<readonly Back[]> {
  const wanted = backs.filter(({ quantity }) => quantity > 0)
  if (wanted.length === 0) return []
  const { store } = context
  const lineIds = [...new Set(wanted.map(({ need }) => need.lineId))]
  const uses = await store.find(suppliesUses, { where: { lineId: { in: lineIds } }, limit: 'all' })
  const movementIds = [...new Set(uses.map(({ takenBy }) => takenBy))]
  const taken = await store.find(inventoryLines, { where: { movementId: { in: movementIds } }, limit: 'all' })
  const rowOf = new Map(taken.map((row) => [keyOf(row.movementId, row.line), row]))
  const standing = wanted.flatMap((back) =>
    standingUses(uses, { needId: back.need.id, kind: back.kind }, back.quantity).map(({ use, quantity }) => {
      return { back, use, quantity, row: rowOf.get(keyOf(use.takenBy, use.takenLine)) }
    }),
  )
  const drafted: { back: Back; use: Taken; draft: MovementLineDraft }[] = []
  for (const { back, use, quantity, row } of standing) {
    if (row?.branch !== context.branch) throw await givenElsewhere(context, back, row)
    const { line } = back
    const draft: MovementLineDraft = {
      itemId: row.itemId,
      locationId: row.locationId,
      quantity,
      lotId: row.lotId ?? undefined,
      serialId: row.serialId ?? undefined,
      of: { movementId: row.movementId, line: row.line },
      against: row.account ?? undefined,
      orderId: line.orderId,
      orderLineId: line.id,
      category: row.category ?? undefined,
      shootType: row.shootType ?? undefined,
    }
    drafted.push({ back, use, draft })
  }
  for (const part of inParts(drafted)) {
    const lines = part.map(({ draft }) => draft)
    const [orderId, ...others] = new Set(part.map(({ back }) => back.line.orderId))
    const one = others.length === 0 ? { orderId, customerId: part[0]?.back.line.customerId } : {}
    const posted = await postMovement(context, { kind: 'customerReturn', lines, reason, ...one })
    for (const [at, { back, use }] of part.entries()) {
      const row = posted.lines[at]
      if (row === undefined) throw new Error('a line of what came back is missing')
      keepBack(context, back, use, { movementId: row.movementId, movementLine: row.line, quantity: -row.quantity })
    }
  }
  return wanted.flatMap((back) => {
    const own = drafted.filter((one) => one.back === back)
    const quantity = own.reduce((sum, { draft }) => sum + draft.quantity, 0)
    return quantity === 0 ? [] : [{ ...back, quantity }]
  })
}

/** What of another branch is out of reach has no name. One statement: it is refused anyway. */
async function givenElsewhere(
  { store }: CommandContext,
  { need, line: { line, name } }: Back,
  row: MovementLineRow | undefined,
): Promise<Error> {
  const item = await store.get(inventoryItems, need.itemId)
  return GoodsGivenElsewhere.create({ line, name, item: item?.code ?? need.itemId, branch: row?.branch ?? null })
}

function keepBack(
  context: CommandContext,
  { need, kind }: Back,
  { takenBy, takenLine }: Taken,
  row: Pick<UseRow, 'movementId' | 'movementLine' | 'quantity'>,
): void {
  context.store.insert(suppliesUses, {
    ...row,
    branch: need.branch,
    needId: need.id,
    lineId: need.lineId,
    kind,
    takenBy,
    takenLine,
    at: context.now,
  })
}
