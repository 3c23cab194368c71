import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { requireActiveSupplier, SupplierInactive, SupplierUnknown } from '../../payables/index.ts'
import { addDays } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { PurchaseOrderInvalid } from '../errors.ts'
import { keepLabEvent } from '../lab-jobs.ts'
import { nextProcurementNumber } from '../numbering.ts'
import { type LabJob, labJobSchema, presentLabJob } from '../present-lab.ts'
import { procurementSettings } from '../settings.ts'
import { amountText, categoryText, dateText, idText, reasonText, units } from '../shapes.ts'
import { procurementLabJobs } from '../tables.ts'

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
  async run(context, { supplierId, orderId, orderLineId, description, quantity, expectedOn, note, ...given }) {
    const { store, businessDate: sentOn, branch } = context
    const { currency } = context.studio
    const price = Money.of(given.price, currency)
    const refuse = (field: string, rule: string, value: string) => PurchaseOrderInvalid.create({ field, rule, value })
    if (price.isNegative()) throw refuse('price', 'be zero or above', given.price)
    if (expectedOn !== undefined && expectedOn < sentOn) throw refuse('expectedOn', `be ${sentOn} or later`, expectedOn)
    await requireActiveSupplier(store, supplierId)
    const { leadTimeDays } = await context.settings(procurementSettings)
    const job = store.insert(procurementLabJobs, {
      id: context.newId(),
      branch,
      number: await nextProcurementNumber(context, 'labJob'),
      supplierId,
      orderId: orderId ?? null,
      orderLineId: orderLineId ?? null,
      description,
      quantity,
      pending: quantity,
      accepted: 0,
      rejected: 0,
      status: 'sent',
      round: 1,
      sentOn,
      expectedOn: expectedOn ?? addDays(sentOn, leadTimeDays),
      returnedOn: null,
      currency,
      price: price.minor,
      billId: null,
      billed: 0n,
      credited: 0n,
      category: given.category ?? null,
      shootType: given.shootType ?? null,
    })
    keepLabEvent(context, job, 'sent', { quantity, note })
    return presentLabJob(job)
  },
})
