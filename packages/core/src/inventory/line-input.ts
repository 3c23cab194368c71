/** Lines as operations take them. */
import { z } from 'zod'
import { amountText, dateText, lineMembers } from './shapes.ts'

const outShape = z.strictObject(lineMembers)

/** What goes out. */
export interface StockLineInput extends z.output<typeof outShape> {}

export const stockLinesSchema: z.ZodType<StockLineInput[], StockLineInput[]> = z.array(outShape).min(1).max(200)

const inShape = z
  .strictObject({
    ...lineMembers,
    /** What one of the named unit costs: a decimal string in the studio's currency. */
    unitCost: amountText.optional(),
    /** Or what the line costs in all. */
    value: amountText.optional(),
    /** The day on which its lot expires. */
    expiresOn: dateText.optional(),
  })
  .refine((line) => (line.unitCost === undefined) !== (line.value === undefined), {
    message: 'must say what it costs, by unitCost or by value, and not by both',
    path: ['unitCost'],
  })

/** What comes in, with what it costs. */
export interface ReceivedLineInput extends z.output<typeof inShape> {}

export const receivedLinesSchema: z.ZodType<ReceivedLineInput[], ReceivedLineInput[]> = z.array(inShape).min(1).max(200)
