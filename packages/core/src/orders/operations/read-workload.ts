/** What departments and people did in a period (工作量). One statement. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Quantity } from '../../values/quantity.ts'
import { meanOf } from '../mean.ts'
import { idText } from '../line-input.ts'
import { ordersWork } from '../tables.ts'

const inputSchema = z.strictObject({
  /** The first and the last business date, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** That of the session unless told, or unless the workload of a person is asked for. */
  branch: idText.optional(),
  department: z.string().min(1).max(40).optional(),
  staffId: idText.optional(),
})

const figures = {
  /** Records that stand. */
  records: z.number(),
  /** Stages done: a part of 40 per cent is 0.4 of one. */
  stages: z.string(),
  quantity: z.string(),
  minutes: z.number(),
  /** The mean of what was rated, to two decimals; null where nothing was. */
  quality: z.string().nullable(),
}

const outputSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** By department, person, stage and role; work that was done again apart. */
  rows: z.array(
    z.object({
      department: z.string(),
      staffId: z.string(),
      stage: z.string(),
      role: z.string().nullable(),
      redo: z.string().nullable(),
      ...figures,
    }),
  ),
  departments: z.array(z.object({ department: z.string(), people: z.number(), ...figures })),
})

export interface AskWorkload extends z.input<typeof inputSchema> {}
export interface Workload extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskWorkload> = inputSchema
const output: z.ZodType<Workload> = outputSchema

export const workload = operation({
  name: 'orders.workload',
  summary: 'Sums who did how many stages, how much, how long and how well, by department and person, over a period.',
  kind: 'query',
  input,
  output,
  async run(context, { from, to, branch, department, staffId }) {
    const groups = await context.store.aggregate(ordersWork, {
      where: {
        ...(staffId === undefined ? { branch: branch ?? context.branch } : present({ staffId, branch })),
        ...present({ department }),
        workDate: { gte: from, lte: to },
      },
      groupBy: ['department', 'staffId', 'stage', 'role', 'redo'],
      measures: {
        records: { of: 'sum', column: 'count' },
        weight: { of: 'sum', column: 'weight' },
        quantity: { of: 'sum', column: 'quantity' },
        minutes: { of: 'sum', column: 'minutes' },
        quality: { of: 'sum', column: 'quality' },
        rated: { of: 'sum', column: 'rated' },
      },
      orderBy: ['department', 'staffId', 'stage', 'role', 'redo'],
      limit: 'all',
    })
    // What was recorded and taken back within the period leaves nothing.
    const left = groups.filter(({ records, weight }) => records !== 0 || !Quantity.of(weight).isZero())
    const departments = [...new Set(left.map((group) => group.department))].map((name) => {
      const own = left.filter((group) => group.department === name)
      return { department: name, people: new Set(own.map((group) => group.staffId)).size, ...figuresOf(own) }
    })
    const rows = left.map((group) => {
      const { department: of, staffId: who, stage, role, redo } = group
      return { department: of, staffId: who, stage, role, redo, ...figuresOf([group]) }
    })
    return { from, to, rows, departments }
  },
})

interface Group {
  readonly records: number
  readonly weight: string
  readonly quantity: string
  readonly minutes: number
  readonly quality: string
  readonly rated: number
}

const hundredth = Quantity.of('0.01')

function figuresOf(groups: readonly Group[]) {
  const sum = (value: (group: Group) => string): Quantity =>
    groups.reduce((total, group) => total.plus(Quantity.of(value(group))), Quantity.zero)
  const count = (value: (group: Group) => number): number => groups.reduce((total, group) => total + value(group), 0)
  return {
    records: count((group) => group.records),
    stages: sum((group) => group.weight)
      .times(hundredth)
      .toString(),
    quantity: sum((group) => group.quantity).toString(),
    minutes: count((group) => group.minutes),
    quality: meanOf(
      sum((group) => group.quality),
      count((group) => group.rated),
    ),
  }
}
