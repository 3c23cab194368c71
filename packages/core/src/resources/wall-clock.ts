/** Wall-clock times of a zone as moments, in milliseconds, by the stretches in which it keeps an offset. Pure. */
import type { OffsetStretch } from '../values/zone-offsets.ts'

/**
 * When a span that starts at a local time begins: at the first moment at which the clocks show that time or a later one. Where they jump
 * over it, that is the jump; where they show it twice, the first time. The local time is in milliseconds as if it were UTC.
 */
export function startMoment(stretches: readonly OffsetStretch[], local: number): number {
  for (const { from, to, offset } of stretches) if (local - offset < to) return Math.max(from, local - offset)
  return stretches.at(-1)?.to ?? local
}

/**
 * When a span that ends at a local time ends: from then on the clocks never show an earlier time. Where they jump over it, that is the jump; where they show
 * it twice, the second time.
 */
export function endMoment(stretches: readonly OffsetStretch[], local: number): number {
  for (let place = stretches.length - 1; place >= 0; place--) {
    const { from, to, offset } = stretches[place] ?? { from: 0, to: 0, offset: 0 }
    if (local - offset > from) return Math.min(to, local - offset)
  }
  return stretches[0]?.from ?? local
}
