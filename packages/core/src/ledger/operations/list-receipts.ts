import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { orderIdsOf } from '../merged-commitment.ts'
import { presentReceipt, type Receipt, receiptSchema } from '../receipt.ts'
import { datesWithin, idText, pageMembers, rangeMembers } from '../shapes.ts'
import { ledgerCommitments, ledgerEntries } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  ...rangeMembers,
  branch: idText.optional(),
  orderId: idText.optional(),
  customerId: idText.optional(),
  /** Only receipts with a leg of this method. */
  method: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,20}$/, 'must be the code of a payment method')
    .optional(),
})

export interface ListReceipts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListReceipts> = schema

const outputShape = z.object({ items: z.array(receiptSchema), next: z.string().nullable() })

export interface Receipts extends z.output<typeof outputShape> {
  items: Receipt[]
}

const output: z.ZodType<Receipts> = outputShape

/** The receipts detail list: payments and refunds, the newest first. One statement; one more where a customer or an order is named. */
export const receipts: Operation<'query', ListReceipts, Receipts, never> = operation({
  name: 'ledger.receipts',
  summary: 'Lists receipts of payments and refunds by date, branch, order, customer or method.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor, branch, orderId, customerId, method, ...range }) {
    const page = await context.store.page(ledgerEntries, {
      where: {
        number: { ne: null },
        ...present({
          branch,
          orderId: orderId === undefined ? undefined : { in: [...(await idsOf(context, orderId))] },
          customerId: customerId === undefined ? undefined : { in: await customerIdsOf(context, customerId) },
          businessDate: datesWithin(range),
          methods: method === undefined ? undefined : { contains: `|${method}|` },
        }),
      },
      orderBy: ['-businessDate', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentReceipt), next: page.next }
  },
})

/** The order, and those that were merged into it: their receipts are its own. */
async function idsOf({ store }: QueryContext, orderId: string): Promise<readonly string[]> {
  const commitment = await store.get(ledgerCommitments, orderId)
  return commitment === undefined ? [orderId] : orderIdsOf(commitment)
}
