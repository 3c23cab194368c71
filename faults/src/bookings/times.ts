/** The few times at which everybody meets: two days, from ten to one. */
import { addMillis } from '@calotype/core'
import type { Random } from '../run/random.ts'
import { noon } from '../studio/two-branches.ts'

const hour = 3_600_000
const dayOf = (days: number): string => addMillis(noon, days * 24 * hour).slice(0, 10)

export function times(random: Random) {
  return {
    /** Every half hour. */
    startsAt: (): string => addMillis(noon, (random.whole(2, 3) * 24 - 2 + random.whole(0, 6) / 2) * hour),
    /** By the local clock. */
    clock: (): string => `1${random.whole(0, 2)}:${random.pick(['00', '30'])}`,
    day: (): string => dayOf(random.whole(2, 3)),
    firstDay: dayOf(2),
    lastDay: dayOf(3),
  }
}
