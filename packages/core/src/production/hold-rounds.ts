/** Taking hold of rounds: their lines and orders first. */
import type { CommandContext } from '../engine/context.ts'
import { RoundNotFitting, RoundUnknown } from './errors.ts'
import { type HeldProduction, holdProduction } from './hold-production.ts'
import { productionRounds, type RoundRow } from './tables.ts'

export interface HeldRounds {
  readonly held: HeldProduction
  /** In the order asked for. */
  readonly rounds: readonly RoundRow[]
}

/**
 * Five statements for any number: where they are, the locks, and how they stand now.
 *
 * @throws ROUND_UNKNOWN, ROUND_NOT_FITTING, and what `holdProduction` throws
 */
export async function holdRounds(
  context: CommandContext,
  roundIds: readonly string[],
  wanted: { readonly states: readonly string[]; readonly action: string },
): Promise<HeldRounds> {
  const where = { id: { in: roundIds } }
  const known = await context.store.find(productionRounds, { where, limit: 'all' })
  const missing = roundIds.filter((id) => !known.some((round) => round.id === id))
  if (missing.length > 0) throw RoundUnknown.create({ roundIds: missing })
  const references = new Map(known.map(({ orderId, lineId }) => [lineId, { orderId, lineId }]))
  const held = await holdProduction(context, [...references.values()])
  const now = new Map((await context.store.find(productionRounds, { where, limit: 'all' })).map((row) => [row.id, row]))
  const rounds = roundIds.map((roundId) => {
    const round = now.get(roundId)
    if (round === undefined) throw RoundUnknown.create({ roundIds: [roundId] })
    if (wanted.states.includes(round.state)) return round
    throw RoundNotFitting.create({ roundId, state: round.state, action: wanted.action })
  })
  return { held, rounds }
}
