import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { providerText } from '../shapes.ts'
import { paymentsSettlementRows } from '../tables.ts'

const schema = z.strictObject({
  /** 1 to 200; 50 unless told. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  provider: providerText.optional(),
})

export interface ListUnmatched extends z.input<typeof schema> {}

const rowSchema = z.object({
  provider: z.string(),
  batch: z.string(),
  row: z.string(),
  kind: z.string(),
  attemptId: z.string(),
  currency: z.string(),
  amount: z.string(),
  fee: z.string(),
  /** unknown, kind, amount, again; or changed, where it was posted as another file had it. */
  reason: z.string(),
})

/** A row of a settlement file that fits no payment. */
export interface UnmatchedRow extends z.output<typeof rowSchema> {}

const outputShape = z.object({ items: z.array(rowSchema), next: z.string().nullable() })

export interface UnmatchedRows extends z.output<typeof outputShape> {
  items: UnmatchedRow[]
}

const input: z.ZodType<z.output<typeof schema>, ListUnmatched> = schema
const output: z.ZodType<UnmatchedRows> = outputShape

/** In the order of their import. One statement. */
export const unmatched = operation({
  name: 'payments.unmatched',
  summary: 'Lists rows of settlement files that fit no payment or refund.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, provider }) {
    const reach = store.scope.branches
    const within = reach === 'all' ? {} : { branch: { in: [...reach] } }
    const where = { allOf: [present({ status: { in: ['unmatched', 'changed'] }, provider }), within] }
    const page = await store.page(paymentsSettlementRows, { where, orderBy: ['id'], limit, cursor })
    const items = page.items.map((row) => ({
      provider: row.provider,
      batch: row.batch,
      row: row.row,
      kind: row.kind,
      attemptId: row.attemptId,
      currency: row.currency,
      amount: Money.ofMinor(row.amount, row.currency).toString(),
      fee: Money.ofMinor(row.fee, row.currency).toString(),
      reason: row.reason ?? 'unknown',
    }))
    return { items, next: page.next }
  },
})
