import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { orders, type OrderLineRow, ordersLines } from '../../orders/index.ts'
import { businessDaysAfter, businessDaysOf, CalendarClosed, turns } from '../../stages/index.ts'
import { productionDepartments } from '../departments.ts'
import { planLoad } from '../load.ts'
import { readPicks } from '../read-picks.ts'
import { byUrgency } from '../schedule.ts'
import { productionSettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { productionLines, productionRounds } from '../tables.ts'

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
    const { store, businessDate: today } = context
    const { capacity } = await context.settings(productionSettings)
    const rows = await store.find(ordersLines, {
      where: { branch, department: { in: departments } },
      orderBy: ['department', 'stageDue', 'id'],
      limit: 'all',
    })
    const known = await readKnown(context, rows)
    const calendar = await businessDaysOf(context, branch)
    const jobs = rows.map((line) => ({
      id: line.id,
      due: line.stageDue,
      rush: known.rushOf(line) !== null,
      units: known.unitsOf(line),
      department: line.department ?? '',
      staffId: known.staffOf(line),
      turn: line.hold === null ? (line.turn ?? 'studio') : line.hold === 'studio' ? 'studio' : 'customer',
    }))
    const lineOf = new Map(rows.map((line) => [line.id, line]))
    const { finishes, ...loads } = planLoad(jobs, capacity, { calendar, today })
    const own = staffId === undefined ? jobs : jobs.filter((job) => job.staffId === staffId)
    const lines = own.toSorted(byUrgency).flatMap((job) => {
      const line = lineOf.get(job.id)
      if (line === undefined) return []
      const due = line.stageDue
      const day = finishes.get(job.id) ?? null
      return [
        {
          ...{ orderId: line.orderId, orderNumber: known.numberOf(line), lineId: line.id, line: line.line },
          ...{ name: line.name, stage: line.stage, waitsFor: line.nextStage ?? '', department: job.department },
          ...{ staffId: job.staffId, hold: line.hold, rush: known.rushOf(line), units: job.units, due },
          blockedBy: (line.turn ?? 'studio') as Timetable['lines'][number]['blockedBy'],
          late: due === null || due >= today ? 0 : businessDaysAfter(calendar, due, today),
          finishes: day,
          willBeLate: day !== null && due !== null && day > due,
        },
      ]
    })
    return { today, lines, ...loads }
  },
})

async function readKnown(context: QueryContext, rows: readonly OrderLineRow[]) {
  const { store } = context
  const lineIds = rows.map(({ id }) => id)
  const orderIds = [...new Set(rows.map(({ orderId }) => orderId))]
  const found = await store.find(orders, { where: { id: { in: orderIds } }, limit: 'all' })
  const states = await store.find(productionLines, { where: { lineId: { in: lineIds } }, limit: 'all' })
  const open = await store.find(productionRounds, {
    where: { lineId: { in: lineIds }, state: { in: ['working', 'submitted'] } },
    limit: 'all',
  })
  const picks = await readPicks(context, lineIds)
  const numbers = new Map(found.map(({ id, number }) => [id, number]))
  const stateOf = new Map(states.map((state) => [state.lineId, state]))
  const roundOf = new Map(open.map((round) => [round.lineId, round]))
  return {
    numberOf: ({ orderId }: OrderLineRow): string => numbers.get(orderId) ?? '',
    rushOf: ({ id }: OrderLineRow): string | null => stateOf.get(id)?.rush ?? null,
    staffOf: ({ id, assigneeId }: OrderLineRow): string | null => roundOf.get(id)?.staffId ?? assigneeId,
    /** Those of the open round, else what was picked; at least one. */
    unitsOf: ({ id, department }: OrderLineRow): number => {
      const picked = picks.get(id)
      const usual = department === 'design' ? picked?.spreads : picked?.imageIds.length
      return Math.max(1, roundOf.get(id)?.quantity ?? usual ?? 1)
    },
  }
}
