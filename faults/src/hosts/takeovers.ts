/** How long what a dead process held lay idle. */
import type { Handling } from '../check/overlaps.ts'

/**
 * From the beginning that `dead` never ended to the next beginning of the same thing by another process, in milliseconds:
 * for a subscriber the event that comes next, for a job the same job. Undefined where there was none yet.
 */
export function takeoverMs(handlings: readonly Handling[], dead: string): number | undefined {
  const own = handlings.filter(({ owner }) => owner === dead)
  const cutOff = own
    .filter(({ phase }) => phase === 'begin')
    .find(
      ({ handler, subject }) =>
        !own.some((one) => one.phase === 'end' && one.handler === handler && one.subject === subject),
    )
  if (cutOff === undefined) return undefined
  const { handler, subject, at } = cutOff
  const next = handlings
    .filter((one) => one.phase === 'begin' && one.owner !== dead && one.handler === handler && one.subject === subject)
    .map((one) => Number((BigInt(one.at) - BigInt(at)) / 1000n) / 1000)
    .filter((ms) => ms > 0)
  return next.length === 0 ? undefined : Math.min(...next)
}
