/** What is to be done, as people who do it read it. */
import { z } from 'zod'
import { customers } from '../customers/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { type BusinessCalendar, businessDaysAfter, businessDaysOf, turns } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { holdCauses, redoKinds } from './side-states.ts'
import { type OrderLineRow, orders } from './tables.ts'

export const taskSchema = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  lineId: z.string(),
  /** The number of the line within its order. */
  line: z.number(),
  branch: z.string(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  item: z.string(),
  name: z.string(),
  quantity: z.string(),
  flow: z.string(),
  /** Where the line stands, and since when. */
  stage: z.string(),
  since: z.string(),
  /** What it waits for: the stage that is to be reached. */
  waitsFor: z.string(),
  department: z.string(),
  assigneeId: z.string().nullable(),
  /** Who has to act. */
  turn: z.enum(turns),
  /** The business day by which it is due; null where it counts from a day that nobody knows yet. */
  due: z.string().nullable(),
  /** Business days since then; 0 while it is in time. */
  late: z.number(),
  hold: z.enum(holdCauses).nullable(),
  redo: z.enum(redoKinds).nullable(),
  shootDate: z.string().nullable(),
})

export const taskPageSchema = z.object({ items: z.array(taskSchema), next: z.string().nullable() })

export interface Task extends z.output<typeof taskSchema> {}
/** A page of tasks; follow `next` until it is null. */
export interface TaskPage extends z.output<typeof taskPageSchema> {}

/** Lines of one branch as tasks: two statements, whatever their number. */
export async function presentTasks(context: QueryContext, lines: readonly OrderLineRow[]): Promise<Task[]> {
  if (lines.length === 0) return []
  const named = await namesOf(context, lines)
  const calendars = new Map<string, BusinessCalendar>()
  for (const branch of new Set(lines.map((line) => line.branch))) {
    calendars.set(branch, await businessDaysOf(context, branch))
  }
  const late = new Map<string, number>()
  const lateness = (branch: string, due: CalendarDate | null): number => {
    const today = context.businessDate
    if (due === null || due >= today) return 0
    const key = `${branch} ${due}`
    const calendar = calendars.get(branch)
    const days = late.get(key) ?? (calendar === undefined ? 0 : businessDaysAfter(calendar, due, today))
    late.set(key, days)
    return days
  }
  return lines.map((row) => ({
    orderId: row.orderId,
    orderNumber: named.numberOf(row.orderId),
    lineId: row.id,
    line: row.line,
    branch: row.branch,
    customerId: row.customerId,
    customerName: named.customerOf(row.customerId),
    item: row.itemCode,
    name: row.name,
    quantity: row.quantity,
    flow: row.flow,
    stage: row.stage,
    since: row.stageChangedAt,
    waitsFor: row.nextStage ?? '',
    department: row.department ?? '',
    assigneeId: row.assigneeId,
    turn: (row.turn ?? 'studio') as Task['turn'],
    due: row.stageDue,
    late: lateness(row.branch, row.stageDue),
    hold: row.hold as Task['hold'],
    redo: row.redo as Task['redo'],
    shootDate: row.shootDate,
  }))
}

/** The numbers of orders and the names of customers: two statements. */
export async function namesOf(
  context: QueryContext,
  of: readonly { readonly orderId: string; readonly customerId: string }[],
): Promise<{ numberOf(orderId: string): string; customerOf(customerId: string): string | null }> {
  const orderIds = [...new Set(of.map(({ orderId }) => orderId))]
  const customerIds = [...new Set(of.map(({ customerId }) => customerId))]
  const found = await context.store.find(orders, { where: { id: { in: orderIds } }, limit: 'all' })
  const people = await context.store.find(customers, { where: { id: { in: customerIds } }, limit: 'all' })
  const numbers = new Map(found.map(({ id, number }) => [id, number]))
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return {
    numberOf: (orderId) => numbers.get(orderId) ?? '',
    customerOf: (customerId) => names.get(customerId) ?? null,
  }
}
