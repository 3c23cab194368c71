/** What was promised to lines of an order for which nobody paid in time is free again. */
import { type Job, job } from '../engine/job.ts'
import { ledgerCommitments } from '../ledger/index.ts'
import { orders, ordersLines } from '../orders/index.ts'
import { promisesLapsed } from './events.ts'
import { needsOfLines } from './line-needs.ts'
import { settlePromises } from './promises.ts'
import { suppliesLineNeeds } from './tables.ts'
import { unpaidHolds } from './unpaid-holds.ts'

export const lapsePromises: Job = job({
  ...unpaidHolds,
  async run(context, { orderId, lineIds }) {
    const { store } = context
    const order = await store.getForUpdate(orders, orderId)
    if (order === undefined) return
    const commitment = await store.get(ledgerCommitments, orderId)
    if (commitment !== undefined && commitment.paid > 0n) return
    const where = { orderId, id: { in: lineIds } }
    const lines = await store.find(ordersLines, { where, orderBy: ['line'], limit: 'all' })
    const open = (await needsOfLines(context, lines)).filter(({ need }) => need.reserves && need.outstanding > 0)
    if (open.length === 0) return
    const lapsed = await store.updateAll(
      suppliesLineNeeds,
      open.map(({ need }) => need),
      { lapsed: true },
    )
    const lineOf = new Map(lines.map((line) => [line.id, line]))
    await settlePromises(
      context,
      lapsed.flatMap((need) => {
        const line = lineOf.get(need.lineId)
        return line === undefined ? [] : [{ need, line }]
      }),
    )
    context.emit(promisesLapsed, { orderId, lineIds: [...new Set(lapsed.map(({ lineId }) => lineId))] })
  },
}) as Job
