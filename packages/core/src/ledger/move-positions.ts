/** Moves what is held of foreign currencies with the lines of an entry. */
import type { CommandContext } from '../engine/context.ts'
import type { Line } from './balanced-entry.ts'
import { positionMoves, realisedBy, realisedLines } from './position.ts'
import { ledgerPositions } from './position-tables.ts'

/**
 * Brings positions to where the lines put them, and answers the lines of what that realises. Nothing is read or written where
 * no line exchanges currencies; otherwise one statement, which locks the rows until the command ends, and a second where
 * something is realised. Positions are the last of all locks, in the order of currency codes.
 */
export async function movePositions(context: CommandContext, lines: readonly Line[]): Promise<readonly Line[]> {
  const { branch, store, studio } = context
  const moves = positionMoves(lines, studio.currency)
  if (moves.length === 0) return []
  const stands = await store.accumulate(
    ledgerPositions,
    moves.map(({ currency, units, cost }) => ({ branch, currency, units, cost })),
    ['units', 'cost'],
  )
  const results = moves.map((move) => {
    const { currency } = move
    const after = stands.find((row) => row.currency === currency)
    if (after === undefined) throw new Error(`the store answered no position of ${currency}`)
    return { currency, realised: realisedBy({ units: after.units - move.units, cost: after.cost - move.cost }, move) }
  })
  const moved = results.filter(({ realised }) => realised !== 0n)
  await store.accumulate(
    ledgerPositions,
    moved.map(({ currency, realised }) => ({ branch, currency, units: 0n, cost: realised })),
    ['cost'],
  )
  return moved.flatMap(({ currency, realised }) => realisedLines(currency, studio.currency, realised))
}
