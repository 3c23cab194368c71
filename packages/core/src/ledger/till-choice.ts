/** At which till money comes or goes. For this room, and for rooms above that post money of their own. */
import type { CommandContext } from '../engine/context.ts'
import { type ChoosingTill, choosingTill } from './hook-points.ts'
import type { Backdating } from './post-entry.ts'

export interface TillWish extends Backdating {
  readonly till?: string | undefined
  readonly shift?: string | null | undefined
}

/**
 * The till, and the shift if it is known: what was named, or what a hook chooses, or the branch's own. History is nobody's
 * choice, so that an import costs nothing here. Call it before the legs of a payment are worked out.
 *
 * @throws VETOED
 */
export async function chooseTill(
  context: CommandContext,
  wish: TillWish,
): Promise<{ till: string; shift: string | null | undefined }> {
  const choice: ChoosingTill = { named: wish.till, till: wish.till ?? context.branch, shift: wish.shift }
  const history = wish.at !== undefined || wish.businessDate !== undefined
  if (!history) await context.raise(choosingTill, choice)
  return { till: choice.till, shift: choice.shift }
}
