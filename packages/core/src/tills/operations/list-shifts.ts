import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { tillText } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { presentShift, shiftSchema } from '../present-shift.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { tillsShifts } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  till: tillText.optional(),
  cashier: z.string().min(1).max(200).optional(),
  date: dateText.optional(),
  open: z.boolean().optional(),
})

export interface ListTillShifts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListTillShifts> = schema

const outputShape = z.object({ items: z.array(shiftSchema), next: z.string().nullable() })

export interface TillShifts extends z.output<typeof outputShape> {}

const output: z.ZodType<TillShifts> = outputShape

/** Shifts, the newest first. One statement. */
export const shifts: Operation<'query', ListTillShifts, TillShifts, never> = operation({
  name: 'tills.shifts',
  summary: 'Lists shifts by branch, till, cashier, day or whether they are open.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, date, ...rest }) {
    const page = await store.page(tillsShifts, {
      where: present({ ...rest, businessDate: date }),
      orderBy: ['-openedAt', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentShift), next: page.next }
  },
})
