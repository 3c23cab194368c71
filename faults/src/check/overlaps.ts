/** Whether a handler was at work in one process at a time, by what the handlers themselves told outside of the store. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const lineSchema = z.strictObject({
  owner: z.string(),
  handler: z.string(),
  subject: z.string(),
  phase: z.enum(['begin', 'end']),
  /** Nanoseconds of the machine's clock that never goes back. */
  at: z.string(),
})

export type Handling = z.infer<typeof lineSchema>

export interface Interval {
  readonly owner: string
  readonly handler: string
  readonly subject: string
  readonly begin: bigint
  /** Undefined where it was cut off. */
  readonly end: bigint | undefined
}

/** The lines that witnesses wrote; one that a kill cut off is passed over. */
export function readHandlings(files: readonly string[]): readonly Handling[] {
  return files
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.endsWith('}'))
    .map((line) => lineSchema.parse(JSON.parse(line)))
}

/** One interval for each beginning; what has no end was cut off by a kill. */
export function intervalsOf(handlings: readonly Handling[]): readonly Interval[] {
  const sorted = [...handlings].sort((a, b) => (BigInt(a.at) < BigInt(b.at) ? -1 : 1))
  const open = new Map<string, Interval>()
  const intervals: Interval[] = []
  for (const { owner, handler, subject, phase, at } of sorted) {
    // A job may run beside a subscriber of the same process, but each handler's work is one after the other.
    const key = `${owner} ${handler}`
    const before = open.get(key)
    if (before !== undefined) {
      intervals.push({ ...before, end: BigInt(at) })
      open.delete(key)
    }
    if (phase === 'begin') open.set(key, { owner, handler, subject, begin: BigInt(at), end: undefined })
  }
  return [...intervals, ...open.values()]
}

/**
 * Handlers that two processes worked at together: any two handlings of a subscriber, and two of one job. What was cut off by
 * a kill ended where it began: nobody knows how far it came.
 */
export function overlapViolations(intervals: readonly Interval[]): readonly string[] {
  const groups = new Map<string, Interval[]>()
  for (const one of intervals) {
    const name = one.handler === 'reminded' ? `${one.handler} ${one.subject}` : one.handler
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  const violations: string[] = []
  for (const [name, group] of groups) {
    let latest: Interval | undefined
    for (const one of group.toSorted((a, b) => (a.begin < b.begin ? -1 : 1))) {
      if (latest !== undefined && latest.owner !== one.owner && endOf(latest) > one.begin) {
        const ms = Number((endOf(latest) - one.begin) / 1000n) / 1000
        violations.push(`${name} was at work in ${latest.owner} and ${one.owner} at the same time, for ${ms} ms`)
      }
      if (latest === undefined || endOf(one) > endOf(latest)) latest = one
    }
  }
  return violations
}

const endOf = ({ begin, end }: Interval): bigint => end ?? begin
