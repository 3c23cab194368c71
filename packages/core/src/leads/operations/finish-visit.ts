/** Records what came of a visit. */
import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { orders } from '../../orders/index.ts'
import { VisitOrderOther, VisitUnknown } from '../errors.ts'
import { visitFinished } from '../events.ts'
import { attributeVisit } from '../follow-orders.ts'
import { presentVisit, type Visit, visitOutput } from '../present-visit.ts'
import { idText, word } from '../shapes.ts'
import { leadsVisits } from '../tables.ts'

const inputSchema = z.strictObject({
  visitId: idText,
  /** bought, considering, lost, done or a word of the studio's own. */
  result: word,
  note: z.string().trim().max(1000).nullish(),
  /** The order that the visit led to, where it was not credited by itself. */
  orderId: idText.optional(),
})

export interface FinishVisit extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, FinishVisit> = inputSchema

export const finishVisit = operation({
  name: 'leads.finishVisit',
  summary: 'Records the result of a visit, once more where it turned out otherwise.',
  kind: 'command',
  input,
  output: visitOutput,
  errors: [VisitUnknown, VisitOrderOther],
  async run(context, { visitId, result, note, orderId }): Promise<Visit> {
    const { store } = context
    const row = await store.getForUpdate(leadsVisits, visitId)
    if (row === undefined) throw VisitUnknown.create({ visitId })
    const finished = await store.update(leadsVisits, row, {
      result,
      finishedAt: row.finishedAt ?? context.now,
      ...(note === undefined ? {} : { note }),
    })
    const { leadId, customerId, purpose } = row
    context.emit(visitFinished, { visitId, leadId, customerId, purpose, result })
    if (orderId === undefined || orderId === row.orderId) return presentVisit(finished)
    const order = await store.get(orders, orderId)
    const own = customerId === null ? [] : await customerIdsOf(context, customerId)
    if (order === undefined || !own.includes(order.customerId)) throw VisitOrderOther.create({ visitId, orderId })
    return presentVisit(await attributeVisit(context, finished, { orderId, orderedOn: order.bookedDate }))
  },
})
