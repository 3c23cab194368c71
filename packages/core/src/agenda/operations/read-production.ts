/** The timetable of the work after the shoot. */
import { z } from 'zod'
import { readTaken } from '../../claims/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { ordersWork } from '../../orders/index.ts'
import { productionDepartments } from '../../production/departments.ts'
import { type LineJob, readJobs } from '../../production/read-jobs.ts'
import {
  type BookResource,
  HolidaysUnknown,
  type ResourceBook,
  resourceBook,
  workingTime,
} from '../../resources/index.ts'
import { addDays, type CalendarDate, daysBetween } from '../../values/calendar-date.ts'
import { localTimeAt } from '../../values/local-time.ts'
import { byDue, earliestPromise, latenessOf, type Piece, planByDue, type PlannedPiece } from '../due-order.ts'
import { instantOfMinute, type LocalDay, minuteAfter, minuteOf, type Period, periodOf } from '../period.ts'
import { pieceMinutes, type PieceMinutes } from '../piece-minutes.ts'
import { branchAsked, idText, resourcesAsked } from '../resources-asked.ts'
import { type AgendaSettings, agendaSettings } from '../settings.ts'
import { type Cell, minutesIn, without } from '../tally.ts'

const departmentName = z.string().min(1).max(40)

const schema = z.strictObject({
  /** That of the session unless told. */
  branch: z.string().min(1).max(40).optional(),
  /** Post-production, design, logistics and labs unless told. */
  departments: z
    .array(departmentName)
    .min(1)
    .max(50)
    .default([...productionDepartments]),
  /** Local days from today on over which the work is laid: 1 to 62. */
  days: z.int().min(1).max(62).default(28),
  /** How long the next piece of work would take; the mean of what the department has unless told. */
  nextMinutes: z.int().min(1).max(100_000).optional(),
  /** The pieces of this person alone: what everybody does is reckoned all the same. */
  resourceId: idText.optional(),
})

export interface ReadProduction extends z.input<typeof schema> {}

const pieceOfDay = z.object({ lineId: z.string(), minutes: z.int() })
const dayMembers = {
  date: z.string(),
  /** Minutes of working time that are neither booked nor time off, from now on. */
  capacity: z.int(),
  /** Of these, minutes of the work below. */
  planned: z.int(),
}

const outputSchema = z.object({
  branch: z.string(),
  timeZone: z.string(),
  /** Today, and the last day over which work is laid. */
  from: z.string(),
  to: z.string(),
  /** What waits for the studio, the earliest due first. */
  pieces: z.array(
    z.object({
      orderId: z.string(),
      orderNumber: z.string(),
      lineId: z.string(),
      line: z.int(),
      name: z.string(),
      stage: z.string(),
      /** The stage to which the work leads. */
      waitsFor: z.string(),
      department: z.string(),
      /** Who was told to do it. */
      staffId: z.string().nullable(),
      rush: z.string().nullable(),
      /** Images or spreads. */
      units: z.int(),
      minutes: z.int(),
      /** Where that is known from: settings, records of such work, or what is usual. */
      minutesFrom: z.enum(['settings', 'records', 'usual']),
      due: z.string().nullable(),
      /** Who does it in this timetable. */
      resourceId: z.string().nullable(),
      resource: z.string().nullable(),
      startsAt: z.string().nullable(),
      finishesAt: z.string().nullable(),
      /** The business date of that. */
      finishes: z.string().nullable(),
      willBeLate: z.boolean(),
      /** Days after the one on which it is due, and minutes after its end; null where it is not done in these days. */
      lateDays: z.int().nullable(),
      lateMinutes: z.int().nullable(),
      /** Why it is not laid out: `nobody` has the skill or is known, or it goes `beyond` the last day. */
      unplanned: z.enum(['nobody', 'beyond']).nullable(),
    }),
  ),
  departments: z.array(
    z.object({
      department: z.string(),
      people: z.int(),
      pieces: z.int(),
      /** What waits for the customer or a supplier; it takes nobody's time. */
      waiting: z.int(),
      minutes: z.int(),
      willBeLate: z.int(),
      /** How long the next piece would take, and the first business date for which it can be promised without making anything else late; null where there is none in these days. */
      nextMinutes: z.int(),
      earliestPromise: z.string().nullable(),
      /** Of all its people; who works for two departments counts in both. Pieces are its own. */
      days: z.array(z.object({ ...dayMembers, pieces: z.array(pieceOfDay) })),
    }),
  ),
  /** In the order of their codes: whoever works for one of the departments, or was told to. */
  people: z.array(
    z.object({
      resourceId: z.string(),
      resource: z.string(),
      staffId: z.string().nullable(),
      days: z.array(
        z.object({
          ...dayMembers,
          pieces: z.array(z.object({ lineId: z.string(), minutes: z.int(), from: z.string(), to: z.string() })),
        }),
      ),
    }),
  ),
})

export interface ProductionTimetable extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof schema>, ReadProduction> = schema
const output: z.ZodType<ProductionTimetable> = outputSchema

const errors = [BranchUnknown, HolidaysUnknown] as const

/** A piece of work of a line. */
interface LinePiece extends Piece {
  readonly job: LineJob
  readonly takes: PieceMinutes
}

/** Departments whose work is counted by images or spreads; others do a line at once. */
const countedByUnits: ReadonlySet<string> = new Set(['postProduction', 'design'])

/** Eight statements while the book of resources is known, growing with what is under way. */
export const production: Operation<'query', ReadProduction, ProductionTimetable, (typeof errors)[number]> = operation({
  name: 'agenda.production',
  summary:
    'The work after the shoot, the earliest due first, laid over the time of its people: what will be late, and what can be promised.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { departments, days: count, nextMinutes, resourceId, ...asked }) {
    const { now, studio } = context
    const { branch, timeZone } = branchAsked(context, 'agenda.production', asked.branch)
    const { production: told } = await context.settings<AgendaSettings>(agendaSettings)
    const today = localTimeAt(now, timeZone).date
    const period = periodOf({ from: today, to: addDays(today, count - 1) }, timeZone, now)
    const book = await resourceBook(context)
    const jobs = await readJobs(context, branch, departments)
    const takes = pieceMinutes(told, await readRecorded(context, branch, departments, told.recordDays))

    const staff = resourcesAsked(context, 'agenda.production', book, branch, { kind: 'person' })
    const byPerson = new Map(staff.flatMap((one) => (one.personId === null ? [] : [[one.personId, one] as const])))
    const teams = new Map(departments.map((name) => [name, staff.filter((one) => worksFor(one, name, told))]))
    const ownDays = studio.days(branch)
    const dueOf = (date: CalendarDate): number => minuteOf(ownDays.startOf(addDays(date, 1)))
    const pieces = jobs
      .filter(({ turn }) => turn === 'studio')
      .map((job): LinePiece => {
        const { department, due, id, line, rush, staffId } = job
        const own = staffId === null ? undefined : byPerson.get(staffId)
        const team = staffId === null ? (teams.get(department) ?? []) : own === undefined ? [] : [own]
        const units = countedByUnits.has(department) ? job.units : 1
        const long = takes(line.nextStage ?? '', units)
        return {
          ...{ id, rush, job, takes: long, minutes: long.minutes },
          due: due === null ? null : dueOf(due),
          people: team.map((one) => one.id),
        }
      })
    const needed = new Set([
      ...[...teams.values()].flat().map(({ id }) => id),
      ...pieces.flatMap(({ people }) => people),
    ])
    const people = staff.filter(({ id }) => needed.has(id))
    const free = await readFree(context, book, people, period)
    const planned = planByDue(pieces, free)

    const shown = planned.filter(({ person }) => resourceId === undefined || person === resourceId)
    return {
      branch,
      timeZone,
      from: period.first,
      to: period.last,
      pieces: shown.map((one) => ({
        ...presentPiece(one, book, (minute) => ownDays.dateOf(instantOfMinute(minute))),
        willBeLate: isLate(one, period.to),
      })),
      departments: departments.map((department) => {
        const own = planned.filter(({ piece }) => piece.job.department === department)
        const minutes = own.reduce((sum, { piece }) => sum + piece.minutes, 0)
        const next = nextMinutes ?? (own.length === 0 ? told.usualMinutes : Math.ceil(minutes / own.length))
        const team = teams.get(department) ?? []
        const daysAhead = period.days.map(({ date }) => ({ day: date, due: dueOf(date) }))
        return {
          department,
          people: team.length,
          pieces: own.length,
          waiting: jobs.filter((job) => job.department === department && job.turn !== 'studio').length,
          minutes,
          willBeLate: own.filter((one) => isLate(one, period.to)).length,
          nextMinutes: next,
          earliestPromise: earliestPromise(
            pieces,
            free,
            { minutes: next, people: team.map(({ id }) => id) },
            daysAhead,
          ),
          days: dayList(
            period.days,
            own,
            team.map(({ id }) => free.get(id) ?? []),
          ).map(({ pieces: of, ...day }) => ({
            ...day,
            pieces: of.map(({ lineId, minutes: long }) => ({ lineId, minutes: long })),
          })),
        }
      }),
      people: people
        .filter(({ id }) => resourceId === undefined || id === resourceId)
        .map(({ id, code, personId }) => ({
          resourceId: id,
          resource: code,
          staffId: personId,
          days: dayList(
            period.days,
            planned.filter(({ person }) => person === id),
            [free.get(id) ?? []],
          ),
        })),
    }
  },
})

const worksFor = ({ skills }: BookResource, department: string, told: AgendaSettings['production']): boolean => {
  const wanted = (Object.hasOwn(told.skills, department) ? told.skills[department] : undefined) ?? [department]
  return skills.some(({ skill }) => wanted.includes(skill))
}

/** What was recorded of the work of departments, by stage. One statement. */
async function readRecorded(
  { store, businessDate }: QueryContext,
  branch: string,
  departments: readonly string[],
  days: number,
) {
  const rows = await store.aggregate(ordersWork, {
    where: {
      branch,
      department: { in: departments },
      workDate: { gte: addDays(businessDate, -days) },
      minutes: { ne: 0 },
    },
    groupBy: ['stage'],
    measures: { quantity: { of: 'sum', column: 'quantity' }, minutes: { of: 'sum', column: 'minutes' } },
    limit: 'all',
  })
  return rows.map(({ stage, quantity, minutes }) => ({ stage, quantity, minutes: Number(minutes) }))
}

/** When people work, and are neither booked nor away. One statement. */
async function readFree(context: QueryContext, book: ResourceBook, people: readonly BookResource[], { to }: Period) {
  const from = minuteAfter(context.now)
  const window = { from: instantOfMinute(from), to: instantOfMinute(to) }
  const taken = await readTaken(
    context.store,
    people.map(({ claimName }) => claimName),
    window,
    context.now,
  )
  return new Map(
    people.map((one) => {
      const own = taken.filter(({ resource }) => resource === one.claimName)
      const busy = own.map((claim): Cell => ({ from: minuteOf(claim.from), to: minuteAfter(claim.to) }))
      return [one.id, without(workingTime(book, one, from, to), busy)]
    }),
  )
}

/** What is not done by the last day is late where it is due by then. */
const isLate = (one: PlannedPiece<LinePiece>, end: number): boolean =>
  one.finish === null ? one.piece.due !== null && one.piece.due <= end : latenessOf(one) > 0

function presentPiece(
  planned: PlannedPiece<LinePiece>,
  book: ResourceBook,
  dateOf: (minute: number) => CalendarDate,
): Omit<ProductionTimetable['pieces'][number], 'willBeLate'> {
  const { piece, person, parts, finish } = planned
  const { line, orderNumber, department, staffId, rushLevel, units, due } = piece.job
  const late = latenessOf(planned)
  // Who is done at the very end of a day is done on that day.
  const finishes = finish === null ? null : dateOf(finish - 1)
  const first = parts[0]
  return {
    orderId: line.orderId,
    orderNumber,
    lineId: line.id,
    line: line.line,
    name: line.name,
    stage: line.stage,
    waitsFor: line.nextStage ?? '',
    department,
    staffId,
    rush: rushLevel,
    units,
    minutes: piece.minutes,
    minutesFrom: piece.takes.from,
    due,
    resourceId: person,
    resource: person === null ? null : (book.byId.get(person)?.code ?? null),
    startsAt: first === undefined ? null : instantOfMinute(first.from),
    finishesAt: finish === null ? null : instantOfMinute(finish),
    finishes,
    lateDays: finishes === null ? null : due === null || finishes <= due ? 0 : daysBetween(due, finishes),
    lateMinutes: finish === null ? null : Math.max(0, late),
    unplanned: finish !== null ? null : person === null ? 'nobody' : 'beyond',
  }
}

/** What is done on each day, in the order of time. */
function dayList(
  days: readonly LocalDay[],
  planned: readonly PlannedPiece<LinePiece>[],
  free: readonly (readonly number[])[],
) {
  const capacity = free.map((spans) => minutesIn(days, spans))
  const parts = planned
    .flatMap(({ piece, parts }) => parts.map((part) => ({ ...part, piece })))
    .sort((a, b) => a.from - b.from || byDue(a.piece, b.piece))
  return days.map(({ date, from, to }, at) => {
    const pieces = parts.flatMap((part) => {
      const [begins, ends] = [Math.max(from, part.from), Math.min(to, part.to)]
      if (begins >= ends) return []
      const lineId = part.piece.id
      return [{ lineId, minutes: ends - begins, from: instantOfMinute(begins), to: instantOfMinute(ends) }]
    })
    return {
      date,
      capacity: capacity.reduce((sum, of) => sum + (of[at] ?? 0), 0),
      planned: pieces.reduce((sum, { minutes }) => sum + minutes, 0),
      pieces,
    }
  })
}
