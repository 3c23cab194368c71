/** Saves a service, new or again. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { demandIn } from '../../engine/demand-in.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { requireItems, StockItemUnknown } from '../../inventory/index.ts'
import { resourceBook } from '../../resources/index.ts'
import type { Json } from '../../values/json.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { checkDefinition, checkResources } from '../check-definition.ts'
import { ServiceInvalid } from '../errors.ts'
import { serviceSaved } from '../events.ts'
import { presentService, type ServiceShown, serviceShown } from '../present-service.ts'
import { knownOf } from '../pools.ts'
import { definitionSchema, type Requirement, serviceMembers } from '../service-definition.ts'
import { bookingsServices } from '../tables.ts'

const schema = z.strictObject({
  ...serviceMembers,
  ...definitionSchema.shape,
  /** Whether it can be booked from now on. */
  isOffered: z.boolean().default(true),
})

export interface SaveService extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SaveService> = schema

const errors = [ServiceInvalid, BranchUnknown, StockItemUnknown] as const

/**
 * Saves a service under its code. Bookings that stand keep their time, price and resources. A service of all branches, or of several, is
 * saved by who has the permission in each of them.
 */
export const saveService: Operation<'command', SaveService, ServiceShown, (typeof errors)[number]> = operation({
  name: 'bookings.saveService',
  summary: 'Saves what can be booked: how long it takes, whom and what it needs, and its terms.',
  kind: 'command',
  input,
  output: serviceShown,
  errors,
  async run(context, { code, name, nameEn = null, branches = null, isOffered, ...definition }) {
    const { store, now, studio, tenant } = context
    for (const branch of branches ?? []) {
      if (!studio.hasBranch(branch)) throw BranchUnknown.create({ tenant, branch, known: studio.branches })
    }
    checkDefinition(definition, studio.currency)
    const known = knownOf(await resourceBook(context))
    checkResources(definition.requirements, known.find)
    const requirements = await withItems(context, definition.requirements)
    const [stands] = await store.findForUpdate(bookingsServices, { where: { code }, limit: 1 })
    // Who changes what another branch offers has a say there, before and after.
    for (const offered of [branches, ...(stands === undefined ? [] : [stands.branches as readonly string[] | null])]) {
      demandIn(context, 'bookings.saveService', offered ?? 'all')
    }
    const set = {
      name,
      nameEn,
      branches: branches === null ? null : [...branches],
      isOffered,
      definition: { ...definition, requirements } as unknown as Json,
      changedAt: now,
    }
    const row =
      stands === undefined
        ? store.insert(bookingsServices, { id: context.newId(), code, ...set })
        : await store.update(bookingsServices, stands, set)
    context.emit(serviceSaved, { serviceId: row.id, code, isOffered })
    return presentService(row)
  },
})

/** Items of the stock by their ids, which stay when a code changes. One statement where there are any. @throws STOCK_ITEM_UNKNOWN, SERVICE_INVALID */
async function withItems(
  { store }: CommandContext,
  requirements: readonly Requirement[],
): Promise<readonly Requirement[]> {
  const items = await requireItems(
    store,
    requirements.flatMap(({ stock }) => stock?.item ?? []),
  )
  let next = 0
  return requirements.map((requirement, place) => {
    if (requirement.stock === undefined) return requirement
    const item = items[next++]
    if (item?.kind !== 'rentable') {
      const field = `requirements.${place}.stock.item`
      throw ServiceInvalid.create({ field, rule: 'be of the kind rentable', value: `"${requirement.stock.item}"` })
    }
    return { ...requirement, stock: { item: item.id } }
  })
}
