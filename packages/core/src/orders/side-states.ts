/** States beside the stage: held, and done again. Pure. */
import type { Standing, Turn } from '../stages/index.ts'

/** Why a line is held: for arrears, or until somebody answers. */
export const holdCauses = ['arrears', 'customer', 'studio', 'supplier'] as const
export type HoldCause = (typeof holdCauses)[number]

/** Who has to act so that a held line goes on. */
export function turnOfHold(cause: HoldCause): Turn {
  return cause === 'arrears' ? 'customer' : cause
}

/** Why a line is done again. */
export const redoCauses = ['quality', 'mistake', 'damage', 'customerWish', 'equipment', 'other'] as const

/** Who pays for it. */
export const payers = ['studio', 'customer', 'supplier', 'staff'] as const

export const redoKinds = ['rework', 'reshoot'] as const
export type RedoKind = (typeof redoKinds)[number]

/** Where a line stands that may be done again: wherever it begins anew, it has begun, and is no longer what was only ordered. */
export function standingAgain(standing: Standing, redo: string | null): Standing {
  return redo !== null && standing.progress === 'ordered' ? { ...standing, progress: 'inProgress' } : standing
}
