/** Rounds as callers see them. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { faultInput, roundKinds, wishInput } from './shapes.ts'
import { productionWishes, type RoundRow } from './tables.ts'

export const roundStates = ['working', 'submitted', 'passed', 'sentBack', 'withdrawn'] as const

export const roundSchema = z.object({
  id: z.string(),
  branch: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  kind: z.enum(roundKinds),
  /** 1, 2, 3 … of its line and kind. */
  number: z.int(),
  state: z.enum(roundStates),
  /** Who does it; null for nobody yet. */
  staffId: z.string().nullable(),
  imageIds: z.array(z.string()),
  /** How many images or spreads it concerns. */
  quantity: z.int(),
  due: z.string().nullable(),
  startedAt: z.string(),
  startedBy: z.string(),
  submittedAt: z.string().nullable(),
  submittedBy: z.string().nullable(),
  minutes: z.int(),
  checkedAt: z.string().nullable(),
  checkedBy: z.string().nullable(),
  faults: z.array(faultInput),
  /** Images or spreads without a fault, once it was checked. */
  passed: z.int(),
  quality: z.string().nullable(),
  /** Why it is done again, and who pays. */
  cause: z.string().nullable(),
  payer: z.string().nullable(),
  /** What is to be sold for it by `production.charge`; null where nothing is. */
  charge: z.object({ item: z.string(), quantity: z.int(), lineId: z.string().nullable() }).nullable(),
  /** What the customer wants of it. */
  wishes: z.array(wishInput),
})

export interface Round extends z.output<typeof roundSchema> {}

export const roundListSchema = z.object({ rounds: z.array(roundSchema) })
export interface RoundList extends z.output<typeof roundListSchema> {}

/** One statement for the wishes of all. */
export async function presentRounds(
  context: QueryContext | CommandContext,
  rounds: readonly RoundRow[],
): Promise<Round[]> {
  if (rounds.length === 0) return []
  const rows = await context.store.find(productionWishes, {
    where: { roundId: { in: rounds.map(({ id }) => id) } },
    limit: 'all',
  })
  const wishesOf = new Map(rows.map(({ roundId, wishes }) => [roundId, wishes]))
  return rounds.map(({ version: _version, firstId: _firstId, chargeItem, chargeQuantity, chargeLineId, ...row }) => ({
    ...row,
    kind: row.kind as Round['kind'],
    state: row.state as Round['state'],
    imageIds: row.imageIds as Round['imageIds'],
    faults: row.faults as unknown as Round['faults'],
    charge: chargeItem === null ? null : { item: chargeItem, quantity: chargeQuantity, lineId: chargeLineId },
    wishes: (wishesOf.get(row.id) ?? []) as unknown as Round['wishes'],
  }))
}
