import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { procurementLabJobs } from '../../procurement/index.ts'
import { Money } from '../../values/money.ts'
import { idText } from '../shapes.ts'

const inputSchema = z.strictObject({ orderId: idText })

const sums = {
  /** What was agreed with the labs. */
  agreed: z.string(),
  /** What their bills say, and what they gave credit for. */
  billed: z.string(),
  credited: z.string(),
  /** What it costs: what is billed less what was credited; what was agreed where no bill came yet. */
  cost: z.string(),
}

const outputSchema = z.object({
  currency: z.string(),
  lines: z.array(z.object({ lineId: z.string(), jobs: z.int(), ...sums })),
  total: z.object(sums),
})

export interface ReadLabCosts extends z.input<typeof inputSchema> {}
export interface LabCosts extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadLabCosts> = inputSchema
const output: z.ZodType<LabCosts> = outputSchema

/** One statement. */
export const readLabCosts = operation({
  name: 'production.labCosts',
  summary: 'Tells what outside labs cost an order, line by line.',
  kind: 'query',
  input,
  output,
  async run({ store, studio: { currency } }, { orderId }) {
    const jobs = await store.find(procurementLabJobs, { where: { orderId }, orderBy: ['id'], limit: 'all' })
    const done = jobs.filter(({ status }) => status !== 'cancelled')
    const shown = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    const sumOf = (of: typeof done) => {
      const sum = (what: (job: (typeof done)[number]) => bigint) => of.reduce((all, job) => all + what(job), 0n)
      return {
        agreed: shown(sum(({ price }) => price)),
        billed: shown(sum(({ billed }) => billed)),
        credited: shown(sum(({ credited }) => credited)),
        cost: shown(sum(({ billId, price, billed, credited }) => (billId === null ? price : billed - credited))),
      }
    }
    const lineIds = [...new Set(done.flatMap(({ orderLineId }) => orderLineId ?? []))]
    const lines = lineIds.map((lineId) => {
      const own = done.filter(({ orderLineId }) => orderLineId === lineId)
      return { lineId, jobs: own.length, ...sumOf(own) }
    })
    return { currency, lines, total: sumOf(done) }
  },
})
