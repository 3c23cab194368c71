/** Records of work as callers see them. */
import { z } from 'zod'
import { redoKinds } from './side-states.ts'
import type { WorkRow } from './tables.ts'

export const workSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  stage: z.string(),
  department: z.string(),
  staffId: z.string(),
  role: z.string().nullable(),
  /** The person's part of the stage, in per cent; below zero where a record takes another back. */
  weight: z.string(),
  quantity: z.string(),
  minutes: z.number(),
  quality: z.string().nullable(),
  redo: z.enum(redoKinds).nullable(),
  /** Whether who did it again had done it before. */
  again: z.boolean(),
  workDate: z.string(),
  at: z.string(),
  /** Who recorded it. */
  actor: z.string(),
  /** The record that it takes back. */
  reversesId: z.string().nullable(),
  note: z.string().nullable(),
})

export interface WorkShown extends z.output<typeof workSchema> {}

export function presentWork(row: WorkRow): WorkShown {
  return {
    id: row.id,
    orderId: row.orderId,
    lineId: row.lineId,
    stage: row.stage,
    department: row.department,
    staffId: row.staffId,
    role: row.role,
    weight: row.weight,
    quantity: row.quantity,
    minutes: row.minutes,
    quality: row.rated === 0 ? null : row.quality,
    redo: row.redo as WorkShown['redo'],
    again: row.again,
    workDate: row.workDate,
    at: row.at,
    actor: row.actor,
    reversesId: row.reversesId,
    note: row.note,
  }
}
