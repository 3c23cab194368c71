/** Undoes the merge of two customers. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { declarationsToken } from '../../engine/load-plugins.ts'
import { operation } from '../../engine/operation.ts'
import { VersionConflict } from '../../storage/errors.ts'
import type { ChangeOf } from '../../storage/table.ts'
import type { Json } from '../../values/json.ts'
import { customerOutput, presentCustomer } from '../customer.ts'
import { customerReferences, referencesOf } from '../customer-references.ts'
import { CustomerNotMerged, CustomerUnknown, MergeBeyondBranches, MergeNotLast, MergeSettled } from '../errors.ts'
import { customersUnmerged } from '../events.ts'
import { lastMergeInto, settleEarlier } from '../merge-chain.ts'
import { customersUnmerging, type Merging } from '../merging.ts'
import { differentTraces, holdReferences, moveBack, type Traces, tracesOf } from '../move-references.ts'
import { rewriteOccasions } from '../occasions.ts'
import { allIdsOf } from '../read-customers.ts'
import { listOf, searchTermsOf } from '../search-terms.ts'
import { customers, customersMerges, customersSearchTerms, type MergeRow } from '../tables.ts'
import { updateSearchTerms } from '../update-search-terms.ts'

const inputSchema = z.strictObject({
  /** The customer who was merged into another. */
  customerId: z.string().min(1).max(64),
})

const outputSchema = z.object({
  /** Who was merged, and stands again. */
  customer: customerOutput,
  survivor: customerOutput,
})

export interface UnmergeCustomers extends z.input<typeof inputSchema> {}
export interface CustomersWereUnmerged extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, UnmergeCustomers> = inputSchema
const output: z.ZodType<CustomersWereUnmerged> = outputSchema

export const unmergeCustomers = operation({
  name: 'customers.unmerge',
  summary: 'Undoes the merge of a customer into another one, where nothing has happened to either since.',
  kind: 'command',
  input,
  output,
  errors: [CustomerUnknown, CustomerNotMerged, MergeNotLast, MergeSettled, MergeBeyondBranches],
  async run(context, { customerId }): Promise<CustomersWereUnmerged> {
    const { store } = context
    if (store.scope.branches !== 'all') throw MergeBeyondBranches.create({ branches: store.scope.branches })
    const known = await store.get(customers, customerId)
    if (known === undefined) throw CustomerUnknown.create({ customerId })
    if (known.mergedIntoId === null) throw CustomerNotMerged.create({ customerId })
    const where = { id: { in: [customerId, known.mergedIntoId] } }
    const held = await store.findForUpdate(customers, { where, orderBy: ['id'], limit: 'all' })
    const merged = held.find(({ id }) => id === customerId)
    const survivor = held.find(({ id }) => id === known.mergedIntoId)
    if (merged?.mergedIntoId == null) throw CustomerNotMerged.create({ customerId })
    // Whom it was merged into was itself merged meanwhile: the whole is tried again, and sees it.
    if (survivor === undefined || merged.mergedIntoId !== survivor.id) {
      throw VersionConflict.create({ table: customers.name, key: customerId, expected: known.version })
    }
    const merge = await lastMergeInto(context, survivor)
    if (merge === undefined) throw CustomerNotMerged.create({ customerId })
    if (merge.mergedId !== customerId) throw await notLast(context, customerId, merge)
    const references = referencesOf(context.resolve(declarationsToken), context.entries(customerReferences))
    await holdReferences(context, references, survivor.id)
    const traces = await tracesOf(context, references, allIdsOf(survivor))
    const happened = differentTraces(merge.traces as unknown as Traces, traces)
    if (happened.length > 0) throw MergeSettled.create({ customerId, tables: happened })

    const merging: Merging = {
      mergeId: merge.id,
      survivorId: survivor.id,
      mergedId: customerId,
      notes: merge.notes as Record<string, Json>,
    }
    await context.raise(customersUnmerging, merging)
    await moveBack(context, references, merging)
    const before = merge.mergedBefore as Record<string, Json>
    const left = await store.update(customers, survivor, merge.survivorBefore as ChangeOf<typeof customers>)
    const back = await store.update(customers, merged, before as ChangeOf<typeof customers>)
    const others = listOf(before.mergedIds)
    if (others.length > 0) await store.updateWhere(customers, { id: { in: others } }, { mergedIntoId: customerId })
    await updateSearchTerms(context, survivor, left)
    for (const one of searchTermsOf(back)) store.insert(customersSearchTerms, { ...one, customerId })
    await rewriteOccasions(context, left)
    await rewriteOccasions(context, back)
    await store.update(customersMerges, merge, { undoneAt: context.now })
    await settleEarlier(context, references, merge, [left, back])
    context.emit(customersUnmerged, { mergeId: merge.id, customerId: survivor.id, mergedId: customerId })
    return { customer: presentCustomer(context, back), survivor: presentCustomer(context, left) }
  },
})

async function notLast({ store }: CommandContext, customerId: string, { id: mergeId, mergedId, survivorId }: MergeRow) {
  const first = await store.get(customers, mergedId)
  return MergeNotLast.create({
    customerId,
    first: { mergeId, mergedId, survivorId, number: first?.number ?? mergedId },
  })
}
