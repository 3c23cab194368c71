/** Why a time is not free, as it is answered: by what explains it, by refusals, and of the days of a series. */
import { z } from 'zod'

/**
 * What keeps a resource from serving a time. It is among those that would do: `away` (time off or a holiday), `notWorking` (its roster, or the opening hours),
 * `notInUse`, `full` (a limit of its own), `booked`, `held`, `rented`, `blocked`, `busyElsewhere` (an imported calendar), `travelling`, `tooFewUnits`, `gone` (a unit
 * of the stock that is sold, lost, elsewhere or reserved), `neededElsewhere` (for another requirement of the same booking), `shortWithIt` (a place at which others are short). It is
 * none of them: `lacksSkill`, `otherKind`, `otherBranch`, `tooSmall`, `notListed` by the service, `notWanted` since others were asked for.
 */
export const whyNotKinds = [
  ...['away', 'notWorking', 'notInUse', 'full', 'booked', 'held', 'rented', 'blocked', 'busyElsewhere'],
  ...['travelling', 'tooFewUnits', 'gone', 'neededElsewhere', 'shortWithIt'],
  ...['lacksSkill', 'otherKind', 'otherBranch', 'tooSmall', 'notListed', 'notWanted'],
] as const

export type WhyNotKind = (typeof whyNotKinds)[number]

/** One thing that keeps a resource from serving. */
export interface WhyNot {
  kind: string
  /**
   * Of `away`: `holiday`, or the kind of time off, where whoever asks may see that of others; of `full`: `day` or `week`; of `notWorking`: what decided about the day, as `resources.roster` tells it; of
   * `neededElsewhere` and `shortWithIt`: the requirements. Null elsewhere.
   */
  because: string | null
  /** When, as it stands and not cut to the time that was asked about; with ways and buffers. */
  times: { from: string; to: string }[]
  /** The same in words, by the clocks of the branch. It names nobody whom anything is taken for. */
  text: string
}

export interface ExplainedResource {
  code: string
  /** Whether it is one of those that would do; where it is not, its reasons hold at any time. */
  inPool: boolean
  free: boolean
  reasons: WhyNot[]
}

export interface ExplainedRequirement {
  name: string
  needed: number
  free: number
  enough: boolean
  /** All that would do; and those of the branch that nearly would, or that were asked for. */
  members: ExplainedResource[]
}

const whyNotSchema: z.ZodType<WhyNot> = z.object({
  kind: z.string(),
  because: z.string().nullable(),
  times: z.array(z.object({ from: z.string(), to: z.string() })),
  text: z.string(),
})

export const explainedRequirementSchema: z.ZodType<ExplainedRequirement> = z.object({
  name: z.string(),
  needed: z.int(),
  free: z.int(),
  enough: z.boolean(),
  members: z.array(
    z.object({ code: z.string(), inPool: z.boolean(), free: z.boolean(), reasons: z.array(whyNotSchema) }),
  ),
})

/** Such as a skill that nobody has, because its name was misspelt. */
const fewIn = (members: number): string => (members === 0 ? 'nobody and nothing would do' : `only ${members} would do`)

/** In one line: who of those that would do is not free, and that there are too few of them. */
export function shortageText({ name, needed, free, members }: ExplainedRequirement): string {
  const pool = members.filter(({ inPool }) => inPool)
  const asked = members.filter(({ inPool, reasons }) => !inPool && reasons.every(({ kind }) => kind !== 'notWanted'))
  const taken = pool
    .filter((one) => !one.free)
    .map(({ code, reasons }) => `${code} ${reasons.map(({ text }) => text).join(', ')}`)
  const unfit =
    pool.length > 0 ? [] : asked.map(({ code, reasons }) => `${code} ${reasons.map(({ text }) => text).join(', ')}`)
  const why = [...(pool.length < needed ? [fewIn(pool.length)] : []), ...taken, ...unfit]
  const shown = why.length > mostTold ? [...why.slice(0, mostTold), '…'] : why
  return `${name}: ${free} of ${needed}${shown.length === 0 ? '' : ` (${shown.join('; ')})`}`
}

/** So many reasons are told in one line; details have all. */
const mostTold = 5

/** A local day, or a week by its Monday, on which the service has as many bookings as it takes. */
export interface ServiceFull {
  because: 'day' | 'week'
  date: string
  text: string
}

/** What keeps a service from a time, in one line. */
export function takenText({
  full,
  short,
}: {
  readonly full: readonly ServiceFull[]
  readonly short: readonly ExplainedRequirement[]
}): string {
  const told = [...full.map(({ text }) => `the service ${text}`), ...short.map(shortageText)]
  return told.length === 0 ? 'what it needs is promised elsewhere' : told.join(', ')
}

/** That a session which stands has too few seats left, or that the service has too few in any. */
export const seatsText = (left: number, wanted: number, of: 'session' | 'service' = 'session'): string =>
  `the ${of} has ${left} ${left === 1 ? 'seat' : 'seats'}${of === 'session' ? ' left' : ''}, and ${wanted} ${wanted === 1 ? 'is' : 'are'} wanted`
