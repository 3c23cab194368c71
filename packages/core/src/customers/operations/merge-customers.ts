/** Makes one customer of two. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { declarationsToken } from '../../engine/load-plugins.ts'
import { operation } from '../../engine/operation.ts'
import type { Row } from '../../storage/port.ts'
import type { Json } from '../../values/json.ts'
import { customerOutput, presentCustomer } from '../customer.ts'
import { customerReferences, referencesOf } from '../customer-references.ts'
import {
  CustomerMerged,
  CustomerUnknown,
  MergeBeyondBranches,
  MergeHouseholds,
  MergeOfOne,
  MergeUnhandled,
} from '../errors.ts'
import { customersMerged } from '../events.ts'
import { undisturbedMerges } from '../merge-chain.ts'
import { mergedFields } from '../merged-fields.ts'
import { customersMerging, type Merging } from '../merging.ts'
import { holdReferences, moveReferences, tracesOf } from '../move-references.ts'
import { rewriteOccasions } from '../occasions.ts'
import { allIdsOf } from '../read-customers.ts'
import { listOf } from '../search-terms.ts'
import { type CustomerRow, customers, customersDistinct, customersMerges, customersSearchTerms } from '../tables.ts'
import { updateSearchTerms } from '../update-search-terms.ts'

const idText = z.string().min(1).max(64)

const inputSchema = z.strictObject({
  /** Who stays, with the number, the name and whatever else both have. */
  survivorId: idText,
  /** Who becomes another id of the survivor. */
  mergedId: idText,
  reason: z.string().trim().min(1).max(500).optional(),
})

const outputSchema = z.object({
  mergeId: z.string(),
  customer: customerOutput,
  /** Rows that are the survivor's now, by table. */
  moved: z.array(z.object({ table: z.string(), column: z.string(), rows: z.int() })),
})

export interface MergeCustomers extends z.input<typeof inputSchema> {}
export interface CustomersWereMerged extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, MergeCustomers> = inputSchema
const output: z.ZodType<CustomersWereMerged> = outputSchema

export const mergeCustomers = operation({
  name: 'customers.merge',
  summary:
    'Merges a customer into another one: everything of the two is the survivor’s, and the other id still leads there.',
  kind: 'command',
  input,
  output,
  errors: [CustomerUnknown, CustomerMerged, MergeOfOne, MergeHouseholds, MergeBeyondBranches, MergeUnhandled],
  async run(context, { survivorId, mergedId, reason }): Promise<CustomersWereMerged> {
    const { store } = context
    if (survivorId === mergedId) throw MergeOfOne.create({ customerId: survivorId })
    // What another branch holds would stay behind, unseen.
    if (store.scope.branches !== 'all') throw MergeBeyondBranches.create({ branches: store.scope.branches })
    const where = { id: { in: [survivorId, mergedId] } }
    const held = await store.findForUpdate(customers, { where, orderBy: ['id'], limit: 'all' })
    const survivor = standing(held, survivorId)
    const merged = standing(held, mergedId)
    const households = new Set([survivor.householdId, merged.householdId].filter((id) => id !== null))
    if (households.size > 1) throw MergeHouseholds.create({ survivorId, mergedId })

    const references = referencesOf(context.resolve(declarationsToken), context.entries(customerReferences))
    await holdReferences(context, references, mergedId)
    const undisturbed = await undisturbedMerges(context, references, [survivor, merged])
    const mergeId = context.newId()
    const merging: Merging = { mergeId, survivorId, mergedId, notes: {} }
    await context.raise(customersMerging, merging)
    const moved = await moveReferences(context, references, merging)

    const fields = mergedFields(survivor, merged)
    const left = await store.update(customers, merged, {
      mergedIntoId: survivorId,
      mergedIds: null,
      householdId: null,
      householdRole: null,
      // It is unique: the survivor takes it, or it stays a name of the merged one.
      ...(fields.reference === merged.reference ? { reference: null } : {}),
    })
    const joined = await store.update(customers, survivor, fields)
    const followers = listOf(merged.mergedIds)
    if (followers.length > 0)
      await store.updateWhere(customers, { id: { in: followers } }, { mergedIntoId: survivorId })
    await store.deleteWhere(customersSearchTerms, { customerId: mergedId })
    await updateSearchTerms(context, survivor, joined)
    await rewriteOccasions(context, left)
    await rewriteOccasions(context, joined)
    await keepDistinct(context, survivorId, mergedId)
    store.insert(customersMerges, {
      id: mergeId,
      survivorId,
      mergedId,
      at: context.now,
      actor: context.actor,
      reason: reason ?? null,
      survivorBefore: changedColumns(survivor, joined),
      mergedBefore: changedColumns(merged, left),
      notes: merging.notes,
      traces: (await tracesOf(context, references, allIdsOf(joined))) as unknown as Json,
      undisturbed,
      undoneAt: null,
    })
    context.emit(customersMerged, { mergeId, customerId: survivorId, mergedId })
    return { mergeId, customer: presentCustomer(context, joined), moved: [...moved] }
  },
})

function standing(held: readonly CustomerRow[], customerId: string): CustomerRow {
  const row = held.find(({ id }) => id === customerId)
  if (row === undefined) throw CustomerUnknown.create({ customerId })
  if (row.mergedIntoId !== null) throw CustomerMerged.create({ customerId, survivorId: row.mergedIntoId })
  return row
}

/** Who was told apart from the one is told apart from the other. */
async function keepDistinct({ store }: CommandContext, survivorId: string, mergedId: string): Promise<void> {
  const known = await store.find(customersDistinct, {
    where: { anyOf: [{ customerId: mergedId }, { otherId: mergedId }] },
    limit: 'all',
  })
  const rows = known.flatMap(({ customerId: one, otherId: other, at, actor }) => {
    const [customerId = '', otherId = ''] = [one, other].map((id) => (id === mergedId ? survivorId : id)).sort()
    return customerId === otherId ? [] : [{ customerId, otherId, at, actor }]
  })
  await store.insertNew(customersDistinct, rows, 'primary')
}

/** What of a row changed, as it was. */
function changedColumns(before: CustomerRow, after: CustomerRow): Json {
  const was = before as Row
  const is = after as Row
  const names = Object.keys(was).filter((name) => name !== 'version' && name !== 'tenant')
  const changed = names.filter((name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null))
  return Object.fromEntries(changed.map((name) => [name, (was[name] ?? null) as Json]))
}
