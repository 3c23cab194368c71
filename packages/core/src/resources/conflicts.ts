/** What is booked and no longer fits when resources work. */
import { z } from 'zod'
import { laterOf, readTaken, type Taken, type Window, workOf } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { millisPerDay } from '../values/civil-day.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import { firstMomentReaching } from '../values/local-time.ts'
import { resourceConflictsFound } from './events.ts'
import { type BookResource, type ResourceBook, resourceBook } from './resource-book.ts'
import { isThing } from './resource-kind.ts'
import { timeSpan } from './shapes.ts'
import { merged, outside } from './spans.ts'
import { knownTime, unknownTime, workingTime } from './working-time.ts'

const shape = z.object({
  resourceId: z.string(),
  resource: z.string(),
  /** booking, hold or rental. */
  kind: z.string(),
  reference: z.string(),
  from: z.string(),
  to: z.string(),
  /** The parts of it in which the resource does not work, or is out of use. */
  outside: z.array(timeSpan),
  /** The time off that meets it. */
  timeOff: z.array(z.string()),
})

/** A claim that its resource does not work for, or not throughout. What is around the work of a booking need not be working time. */
export interface ResourceConflict extends z.output<typeof shape> {}

export const conflictOutput: z.ZodType<ResourceConflict> = shape

/** The kinds of claims that somebody waits for. */
export const bookedKinds: ReadonlySet<string> = new Set(['booking', 'hold', 'rental'])

const millisPerMinute = 60_000

/** One statement. In the order of the codes, and of time. */
export async function findConflicts(
  { store, now }: QueryContext | CommandContext,
  book: ResourceBook,
  of: readonly BookResource[],
  window: Window,
): Promise<ResourceConflict[]> {
  const names = of.map((one) => one.claimName)
  const byName = new Map<string, Taken[]>()
  for (const taken of await readTaken(store, names, window, now)) {
    const list = byName.get(taken.resource)
    if (list === undefined) byName.set(taken.resource, [taken])
    else list.push(taken)
  }
  return of.flatMap((resource) => {
    const own = byName.get(resource.claimName) ?? []
    const away = own.filter(({ kind }) => kind === 'timeOff')
    return own.flatMap((claim): ResourceConflict[] => {
      if (!bookedKinds.has(claim.kind)) return []
      const work = workOf(claim)
      const left = notWorking(book, resource, laterOf(work.from, window.from), work.to)
      const timeOff = away.filter((one) => one.from < claim.to && claim.from < one.to).map(({ reference }) => reference)
      if (left.length === 0 && timeOff.length === 0) return []
      const { kind, reference, from, to } = claim
      return [{ resourceId: resource.id, resource: resource.code, kind, reference, from, to, outside: left, timeOff }]
    })
  })
}

/** The parts of [from, to) in which a resource does not work, as far as the holidays are known: of the rest nothing is said. */
function notWorking(book: ResourceBook, resource: BookResource, from: Instant, to: Instant) {
  const first = Math.floor(millisOf(from) / millisPerMinute)
  const last = Math.ceil(millisOf(to) / millisPerMinute)
  const left = outside(notOff(book, resource, first, last), first, last)
  const spans: z.output<typeof timeSpan>[] = []
  for (let at = 0; at < left.length; at += 2) {
    spans.push({ from: instantOf(left[at] ?? 0), to: instantOf(left[at + 1] ?? 0) })
  }
  return spans
}

/** When it works, or may work. */
function notOff(book: ResourceBook, resource: BookResource, from: number, to: number): readonly number[] {
  if (isAwayOvernight(resource)) return availableTime(book, resource, from, to)
  const unknown = unknownTime(book, [resource], from, to)
  const { spans } = knownTime(book, resource, from, to)
  if (unknown.length === 0) return spans
  const known = spans.flatMap((begin, at) => (at % 2 === 0 ? [[begin, spans[at + 1] ?? begin] as const] : []))
  return merged([...known, ...unknown.map((one) => [one.from, one.to] as const)])
}

const isAwayOvernight = ({ kind, hasRoster }: BookResource): boolean => isThing(kind) && !hasRoster

/** Dresses and equipment without a roster of their own are away overnight: they are held to the days of their use alone. */
export function availableTime(book: ResourceBook, resource: BookResource, from: number, to: number): readonly number[] {
  if (!isAwayOvernight(resource)) return workingTime(book, resource, from, to)
  const { usedFrom, usedUntil } = resource.plan
  const begins = Number.isFinite(usedFrom) ? Math.max(from, midnight(resource, usedFrom)) : from
  const ends = Number.isFinite(usedUntil) ? Math.min(to, midnight(resource, usedUntil)) : to
  return begins < ends ? [begins, ends] : []
}

const midnight = ({ timeZone }: BookResource, day: number): number =>
  firstMomentReaching(day * millisPerDay, timeZone) / millisPerMinute

export const instantOf = (minute: number): Instant => instantFromMillis(minute * millisPerMinute)

/** What is told of conflicts is what may come within so many days. */
const daysAhead = 366

/** From now on, or from a later moment, for as long as conflicts are told of. */
export function windowAhead({ now }: QueryContext | CommandContext, from: Instant = now): Window {
  const begins = laterOf(from, now)
  return { from: begins, to: instantFromMillis(millisOf(begins) + daysAhead * millisPerDay) }
}

/**
 * After a change of these resources: the conflicts that there are from now on, told in an event as well. Statements: those of a book that is
 * read anew, and one.
 */
export async function tellConflicts(context: CommandContext, ids: readonly string[]): Promise<ResourceConflict[]> {
  const book = await resourceBook(context)
  const of = ids.flatMap((id) => book.byId.get(id) ?? [])
  const conflicts = await findConflicts(context, book, of, windowAhead(context))
  emitConflicts(context, conflicts)
  return conflicts
}

export function emitConflicts(
  context: CommandContext,
  conflicts: readonly Pick<ResourceConflict, 'resourceId' | 'kind' | 'reference' | 'from' | 'to'>[],
): void {
  if (conflicts.length === 0) return
  context.emit(resourceConflictsFound, {
    conflicts: conflicts.map(({ resourceId, kind, reference, from, to }) => ({
      resourceId,
      kind,
      reference,
      from,
      to,
    })),
  })
}
