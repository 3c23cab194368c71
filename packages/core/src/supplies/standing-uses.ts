/** What of what was taken did not come back. Pure. */
import type { UseRow } from './tables.ts'

type Use = Pick<UseRow, 'movementId' | 'movementLine' | 'needId' | 'kind' | 'quantity' | 'takenBy' | 'takenLine'>

export interface StandingUse {
  readonly use: Use
  readonly quantity: number
}

/** Of the uses of a need and kind, the last first, as many units as are wanted; fewer where fewer stand. */
export function standingUses(
  uses: readonly Use[],
  { needId, kind }: { readonly needId: string; readonly kind: string },
  wanted: number,
): readonly StandingUse[] {
  const own = uses.filter((use) => use.needId === needId && use.kind === kind)
  const left = new Map<string, number>()
  const keyOf = ({ takenBy, takenLine }: Use): string => `${takenBy}:${takenLine}`
  for (const use of own) left.set(keyOf(use), (left.get(keyOf(use)) ?? 0) + use.quantity)
  // Ids rise with time.
  const taken = own
    .filter(({ quantity }) => quantity > 0)
    .sort((one, other) =>
      one.movementId === other.movementId
        ? other.movementLine - one.movementLine
        : one.movementId < other.movementId
          ? 1
          : -1,
    )
  let open = wanted
  return taken.flatMap((use) => {
    const quantity = Math.min(left.get(keyOf(use)) ?? 0, open)
    open -= quantity
    return quantity > 0 ? [{ use, quantity }] : []
  })
}
