import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { reworkRates } from '../rework-rates.ts'
import { dateText, idText } from '../shapes.ts'
import { productionFacts } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Business days from `from` up to `to`, that not included. */
  from: dateText,
  to: dateText,
  /** That of the session unless told. */
  branch: idText.optional(),
})

const rate = z.string().nullable()
const outputSchema = z.object({
  causes: z.array(
    z.object({
      cause: z.string(),
      /** Who pays. */
      payer: z.string(),
      /** Rounds sent back, proofs with changes, and pieces rejected for it. */
      rounds: z.int(),
      proofs: z.int(),
      pieces: z.int(),
    }),
  ),
  /** In per cent with one decimal: of rounds checked, proofs answered, pieces inspected; null where there were none. */
  roundRate: rate,
  proofRate: rate,
  pieceRate: rate,
})

export interface ReadReworks extends z.input<typeof inputSchema> {}
export interface Reworks extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadReworks> = inputSchema
const output: z.ZodType<Reworks> = outputSchema

const kinds = [
  ...['roundPassed', 'roundSentBack', 'proofApproved', 'proofChanges'],
  ...['piecePassed', 'pieceRejected', 'pieceMissing'],
]

/** One statement, growing with the days asked for. */
export const readReworks = operation({
  name: 'production.reworks',
  summary: 'Tells what was done again in a time by cause, who pays, and how often of how many.',
  kind: 'query',
  input,
  output,
  async run(context, { from, to, branch = context.branch }) {
    const rows = await context.store.aggregate(productionFacts, {
      where: { branch, businessDate: { gte: from, lt: to }, kind: { in: kinds } },
      groupBy: ['kind', 'cause', 'payer'],
      measures: { count: { of: 'count' } },
      orderBy: ['kind', 'cause', 'payer'],
      limit: 'all',
    })
    const { causes, ...rates } = reworkRates(
      rows.map(({ kind, cause, payer, count }) => ({ kind, cause, payer, count: Number(count) })),
    )
    return { causes: causes.map((one) => ({ ...one })), ...rates }
  },
})
