import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { SupplierInactive, SupplierUnknown } from '../../payables/index.ts'
import { PurchaseOrderInvalid } from '../errors.ts'
import { sendLabJobs } from '../lab-work.ts'
import { type LabJob, labJobSchema, presentLabJob } from '../present-lab.ts'
import { amountText, categoryText, dateText, idText, reasonText, units } from '../shapes.ts'

const schema = z.strictObject({
  /** The lab: a supplier. */
  supplierId: idText,
  /** The customer's order that it is for, whose cost it becomes. */
  orderId: idText.optional(),
  orderLineId: idText.optional(),
  /** What is sent: files, prints, an album. Never personal data. */
  description: z.string().min(1).max(300),
  quantity: units.default(1),
  /** What was agreed for all of it. */
  price: amountText,
  /** By the setting leadTimeDays unless told. */
  expectedOn: dateText.optional(),
  /** What reports sort its cost by. */
  category: categoryText.optional(),
  shootType: categoryText.optional(),
  note: reasonText.optional(),
})

export interface SendToLab extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SendToLab> = schema

const errors = [SupplierUnknown, SupplierInactive, PurchaseOrderInvalid] as const

/** Sends work to an outside lab, with what it shall cost and when it shall be back. */
export const sendToLab: Operation<'command', SendToLab, LabJob, (typeof errors)[number]> = operation({
  name: 'procurement.sendToLab',
  summary: 'Sends work to an outside lab.',
  kind: 'command',
  input,
  output: labJobSchema,
  errors,
  async run(context, { supplierId, orderId = null, orderLineId = null, category = null, shootType = null, ...given }) {
    const [job] = await sendLabJobs(context, supplierId, [{ ...given, orderId, orderLineId, category, shootType }])
    if (job === undefined) throw new Error('sendLabJobs answered no job')
    return presentLabJob(job)
  },
})
