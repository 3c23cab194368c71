/** Finds resources, and holds them to the rules of what they are. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { BranchUnknown } from '../engine/studio.ts'
import { ResourceCodeTaken, ResourceInvalid, ResourcePersonTaken, ResourceUnknown } from './errors.ts'
import { type ResourceRow, resources } from './tables.ts'

/** @throws RESOURCE_UNKNOWN */
export async function requireResource(
  { store }: QueryContext | CommandContext,
  resourceId: string,
): Promise<ResourceRow> {
  const row = await store.get(resources, resourceId)
  if (row === undefined) throw ResourceUnknown.create({ resourceId })
  return row
}

/** The resource that is the person who acts. */
export async function ownResource({ store, actor }: QueryContext | CommandContext): Promise<ResourceRow | undefined> {
  const [row] = await store.find(resources, { where: { personId: actor }, orderBy: ['id'], limit: 1 })
  return row
}

/** @throws BRANCH_UNKNOWN */
export function requireBranch({ studio, tenant }: QueryContext | CommandContext, branch: string): void {
  if (!studio.hasBranch(branch)) throw BranchUnknown.create({ tenant, branch, known: studio.branches })
}

/** What is checked of a resource before it is written. */
type Checked = Pick<ResourceRow, 'id' | 'code' | 'kind' | 'personId' | 'placeId' | 'address' | 'validFrom' | 'validTo'>

/**
 * One statement. Changes of one studio come one after the other (see `noteChange`), so that nobody takes a code meanwhile.
 *
 * @throws RESOURCE_CODE_TAKEN, RESOURCE_PERSON_TAKEN, RESOURCE_INVALID
 */
export async function checkResource({ store }: CommandContext, row: Checked): Promise<void> {
  const { id, code, kind, personId, placeId, address, validFrom, validTo } = row
  const refuse = (field: string, rule: string, value: string): never => {
    throw ResourceInvalid.create({ field, rule, value })
  }
  if (personId !== null && kind !== 'person') refuse('personId', 'be told of a person only', `of a ${kind}`)
  if (address !== null && kind !== 'place') refuse('address', 'be told of a place only', `of a ${kind}`)
  if (placeId !== null && kind === 'place') refuse('placeId', 'not be told of a place', placeId)
  if (validFrom !== null && validTo !== null && validFrom > validTo) {
    refuse('validTo', `be ${validFrom} or later`, validTo)
  }
  const others = await store.find(resources, {
    where: {
      anyOf: [{ code }, ...(personId === null ? [] : [{ personId }]), ...(placeId === null ? [] : [{ id: placeId }])],
    },
    orderBy: ['id'],
    limit: 'all',
  })
  for (const other of others) {
    if (other.id === id) continue
    if (other.code === code) throw ResourceCodeTaken.create({ resource: code, resourceId: other.id })
    if (personId !== null && other.personId === personId) {
      throw ResourcePersonTaken.create({ resourceId: other.id, resource: other.code })
    }
  }
  if (placeId !== null && others.find((other) => other.id === placeId)?.kind !== 'place') {
    refuse('placeId', 'be the id of a resource of kind place', placeId)
  }
}
