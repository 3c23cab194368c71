/** Why a resource is not free, in words for people. Pure. */
import { instantOfMinute } from './minutes.ts'
import type { WhyNotFree } from './search/standing.ts'

const span = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  `${instantOfMinute(from)} to ${instantOfMinute(to)}`

/** One reason, such as `does not work 2026-11-24T01:00:00.000Z to …`. Names nobody whom it is taken for. */
export function tellWhy(why: WhyNotFree): string {
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
