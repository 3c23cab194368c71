/** What a check makes of a round. Pure. */
import { RoundImageUnknown } from './errors.ts'
import type { Fault } from './shapes.ts'

export interface CheckedRound {
  /** Images or spreads without a fault. */
  readonly passed: number
  /** What is done again. */
  readonly imageIds: readonly string[]
  readonly quantity: number
}

/**
 * A fault of an image or page is of that alone; one of neither is of all.
 *
 * @throws ROUND_IMAGE_UNKNOWN where one names an image that the round does not concern
 */
export function checkFaults(
  round: { readonly imageIds: readonly string[]; readonly quantity: number },
  faults: readonly Fault[],
): CheckedRound {
  if (faults.length === 0) return { passed: round.quantity, imageIds: [], quantity: 0 }
  const unknown = faults.flatMap(({ imageId }) => {
    return imageId === undefined || round.imageIds.length === 0 || round.imageIds.includes(imageId) ? [] : [imageId]
  })
  if (unknown.length > 0) throw RoundImageUnknown.create({ imageIds: unknown })
  if (faults.some(({ imageId, page }) => imageId === undefined && page === undefined)) {
    return { passed: 0, imageIds: round.imageIds, quantity: round.quantity }
  }
  const imageIds = [...new Set(faults.flatMap(({ imageId }) => imageId ?? []))]
  const pages = new Set(
    faults.flatMap(({ imageId, page }) => (imageId === undefined && page !== undefined ? [page] : [])),
  )
  const quantity = Math.min(round.quantity, imageIds.length + pages.size)
  return { passed: round.quantity - quantity, imageIds, quantity }
}
