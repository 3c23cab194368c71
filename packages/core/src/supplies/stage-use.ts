/** What a move of a line makes of one of its needs. Pure. */
import type { MovingLine } from '../orders/index.ts'
import type { LineNeedRow } from './tables.ts'

export type StageUse =
  | { readonly what: 'take' | 'takeAgain' | 'takeBack' | 'takeAgainBack'; readonly quantity: number }
  /** It is to be done once more: what was taken again before stays taken. */
  | { readonly what: 'beginAgain' }

export type Move = Pick<MovingLine, 'kind' | 'from' | 'to' | 'undone'> & {
  /** Whether the line is done again, as it stood before the move. */
  readonly redo: string | null
}

/**
 * A stage takes what it needs when it is reached; one that is passed over takes nothing. Done again, it takes it once more. Taken
 * back, it gives back what was taken last: of what is done again that, and otherwise what was taken first.
 */
export function stageUse(
  need: Pick<LineNeedRow, 'stage' | 'wanted' | 'taken' | 'outstanding' | 'again' | 'closed'>,
  { kind, from, to, undone, redo }: Move,
): StageUse | undefined {
  const { stage, wanted, taken, outstanding, again, closed } = need
  if (stage === null) return undefined
  // Into another flow a line goes on, stays where it is, or goes back.
  if (from === to) return undefined
  const reflowedBack = kind === 'reflowed' && undone.length > 0
  if (kind === 'moved' || (kind === 'reflowed' && !reflowedBack)) {
    if (stage !== to || closed) return undefined
    if (outstanding > 0) return { what: 'take', quantity: outstanding }
    return redo !== null && wanted > again ? { what: 'takeAgain', quantity: wanted - again } : undefined
  }
  if (!undone.includes(stage)) return undefined
  if (kind === 'back' || reflowedBack) {
    if (redo === null) return taken > 0 ? { what: 'takeBack', quantity: taken } : undefined
    return again > 0 ? { what: 'takeAgainBack', quantity: again } : undefined
  }
  return again > 0 ? { what: 'beginAgain' } : undefined
}
