import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { businessDaysAfter, businessDaysOf, CalendarClosed, turns } from '../../stages/index.ts'
import { productionDepartments } from '../departments.ts'
import { planLoad } from '../load.ts'
import { readJobs } from '../read-jobs.ts'
import { byUrgency } from '../schedule.ts'
import { productionSettings } from '../settings.ts'
import { idText } from '../shapes.ts'

const inputSchema = z.strictObject({
  /** Post-production, design, logistics and labs unless told. */
  departments: z
    .array(z.string().min(1).max(40))
    .min(1)
    .max(50)
    .default([...productionDepartments]),
  /** Only what is this person's. */
  staffId: idText.optional(),
  /** That of the session unless told. */
  branch: idText.optional(),
})

const load = {
  name: z.string(),
  jobs: z.int(),
  /** Images and spreads that wait for the studio. */
  units: z.int(),
  /** Jobs past their due date. */
  overdue: z.int(),
  /** Units a business day, by the settings. */
  capacity: z.int().nullable(),
  /** The business day on which all of it is done at the earliest. */
  done: z.string().nullable(),
}

const outputSchema = z.object({
  today: z.string(),
  /** What is rush first, then what is due first. */
  lines: z.array(
    z.object({
      orderId: z.string(),
      orderNumber: z.string(),
      lineId: z.string(),
      line: z.int(),
      name: z.string(),
      stage: z.string(),
      waitsFor: z.string(),
      department: z.string(),
      staffId: z.string().nullable(),
      /** Who has to act: studio, customer or supplier. */
      blockedBy: z.enum(turns),
      /** Why it is held. */
      hold: z.string().nullable(),
      rush: z.string().nullable(),
      /** Images or spreads. */
      units: z.int(),
      due: z.string().nullable(),
      /** Business days past it. */
      late: z.int(),
      /** The business day on which it is done at the earliest; null where no capacity is known, or the studio does not act. */
      finishes: z.string().nullable(),
      /** Whether that is later than it is due. */
      willBeLate: z.boolean(),
    }),
  ),
  departments: z.array(z.object(load)),
  people: z.array(z.object(load)),
})

export interface ReadTimetable extends z.input<typeof inputSchema> {}
export interface Timetable extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadTimetable> = inputSchema
const output: z.ZodType<Timetable> = outputSchema

/** Five statements, growing with what is under way, not with what is stored. */
export const readTimetable = operation({
  name: 'production.timetable',
  summary:
    'Tells what departments and people have to do by when, what is late, who blocks it, and when it is done at the earliest.',
  kind: 'query',
  input,
  output,
  errors: [CalendarClosed],
  async run(context, { departments, staffId, branch = context.branch }) {
    const { businessDate: today } = context
    const { capacity } = await context.settings(productionSettings)
    const jobs = await readJobs(context, branch, departments)
    const calendar = await businessDaysOf(context, branch)
    const { finishes, ...loads } = planLoad(jobs, capacity, { calendar, today })
    const own = staffId === undefined ? jobs : jobs.filter((job) => job.staffId === staffId)
    const lines = own
      .toSorted(byUrgency)
      .map(({ line, orderNumber, department, staffId: who, rushLevel, units, due }) => {
        const day = finishes.get(line.id) ?? null
        return {
          ...{ orderId: line.orderId, orderNumber, lineId: line.id, line: line.line },
          ...{ name: line.name, stage: line.stage, waitsFor: line.nextStage ?? '', department },
          ...{ staffId: who, hold: line.hold, rush: rushLevel, units, due },
          blockedBy: (line.turn ?? 'studio') as Timetable['lines'][number]['blockedBy'],
          late: due === null || due >= today ? 0 : businessDaysAfter(calendar, due, today),
          finishes: day,
          willBeLate: day !== null && due !== null && day > due,
        }
      })
    return { today, lines, ...loads }
  },
})
