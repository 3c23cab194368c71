/** Which movements of stock this room posts itself, and keeps what follows from them. */
import type { MovementDraft } from '../inventory/index.ts'

/** By identity, and for as long as the draft lives: nothing of one engine is seen by another. */
const own = new WeakSet<MovementDraft>()

/** The draft, known as this room's own. */
export function ownMovement(draft: MovementDraft): MovementDraft {
  own.add(draft)
  return draft
}

export const isOwnMovement = (draft: MovementDraft): boolean => own.has(draft)
