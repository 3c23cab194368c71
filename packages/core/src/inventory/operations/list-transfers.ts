import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryTransfers } from '../tables.ts'
import { branchesInReach } from '../within-reach.ts'
import { presentTransfer, type Transfer, transferSchema } from '../transfer.ts'

const schema = z.strictObject({
  ...pageMembers,
  fromBranch: idText.optional(),
  toBranch: idText.optional(),
  status: z.enum(['inTransit', 'received', 'returned']).optional(),
})

export interface ListTransfers extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListTransfers> = schema

export interface TransfersPage {
  items: Transfer[]
  next: string | null
}

const output: z.ZodType<TransfersPage> = z.object({ items: z.array(transferSchema), next: z.string().nullable() })

/** Transfers from or to the branches that the session may see, the newest first. One statement. */
export const transfers: Operation<'query', ListTransfers, TransfersPage, never> = operation({
  name: 'inventory.transfers',
  summary: 'Lists transfers between branches, the newest first.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor, fromBranch, toBranch, status }) {
    const own = branchesInReach(context)
    const page = await context.store.page(inventoryTransfers, {
      where: {
        ...(own === undefined ? {} : { anyOf: [{ branch: own }, { toBranch: own }] }),
        ...present({ branch: fromBranch, toBranch, status }),
      },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentTransfer), next: page.next }
  },
})
