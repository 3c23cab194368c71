/** Why a resource is not free, in words for people. Pure. */
import { localTimeAt } from '../values/local-time.ts'
import { instantOfMinute } from './minutes.ts'
import type { WhyNotFree } from './search/standing.ts'

interface Span {
  readonly from: number
  readonly to: number
}

/** By the clocks of a zone: `2026-11-24 11:00 to 12:00`, with the date of the end where that is another day. */
function spanIn(timeZone: string, { from, to }: Span): string {
  const [begins, ends] = [localTimeAt(instantOfMinute(from), timeZone), localTimeAt(instantOfMinute(to), timeZone)]
  const end = begins.date === ends.date ? ends.time : `${ends.date} ${ends.time}`
  return `${begins.date} ${begins.time} to ${end}`
}

/** One reason, such as `does not work 2026-11-24 09:00 to 10:00`, by the clocks of a zone. Names nobody whom it is taken for. */
export function tellWhy(why: WhyNotFree, timeZone: string): string {
  const span = (one: Span): string => spanIn(timeZone, one)
  switch (why.kind) {
    case 'notWorking':
      return `does not work ${why.spans.map(span).join(', ')}`
    case 'taken':
      return `is taken ${why.claims.map(span).join(', ')}`
    case 'capacity':
      return `has ${why.free} of ${why.needed} free`
    case 'travel':
      return `is on the way ${why.claims.map(({ awayFrom, awayTo }) => span({ from: awayFrom, to: awayTo })).join(', ')}`
    case 'neededElsewhere':
      return `is needed as ${why.requirements.join(', ')}`
  }
}
