/**
 * What handlers told outside of the store, where a crash may repeat an event but never skip one: each subscriber began every
 * event of the outbox, and began none before it had begun all that come earlier.
 */
import type { Reader } from '../stores/reader.ts'
import type { Handling } from './overlaps.ts'

export async function repeatedOrderViolations(
  reader: Reader,
  handlings: readonly Handling[],
): Promise<readonly string[]> {
  const rows = await reader.rows('select id from calotype_outbox order by position')
  const places = new Map(rows.map((row, place) => [String(row.id), place]))
  const begun = handlings
    .filter(({ handler, phase }) => handler === 'everything' && phase === 'begin')
    .sort((a, b) => (BigInt(a.at) < BigInt(b.at) ? -1 : 1))
  const violations: string[] = []
  let next = 0
  for (const { subject, owner } of begun) {
    const place = places.get(subject)
    if (place === undefined) violations.push(`${owner} was told of event ${subject}, which there is none of`)
    else if (place > next) violations.push(`${owner} was told of event ${place} when ${next} was to come`)
    next = Math.max(next, (place ?? -1) + 1)
  }
  return violations
}
