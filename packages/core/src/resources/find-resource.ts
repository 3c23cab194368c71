/** Finds resources, and holds them to the rules of what they are. */
import { claimName } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { BranchUnknown } from '../engine/studio.ts'
import { VersionConflict } from '../storage/errors.ts'
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

/**
 * Within a decision about claims: a resource that became one with a unit of the stock since it was read, or ceased to be, is claimed under another name; then the
 * command begins anew. Whoever asks raises the version of its terms (`termsName`) as well. One statement; none of a person.
 *
 * @throws STORAGE_VERSION_CONFLICT
 */
export async function requireSameName(
  context: CommandContext,
  row: Pick<ResourceRow, 'id' | 'kind' | 'branch' | 'itemId' | 'serialId'>,
): Promise<void> {
  if (row.kind === 'person') return
  if (claimName(await requireResource(context, row.id)) === claimName(row)) return
  throw VersionConflict.create({ table: resources.name, key: row.id, expected: 0 })
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
type Checked = Pick<
  ResourceRow,
  'id' | 'code' | 'kind' | 'personId' | 'placeId' | 'address' | 'validFrom' | 'validTo' | 'serialId' | 'capacity'
>

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
  if (row.serialId !== null && row.capacity !== 1) {
    refuse('capacity', 'be 1 of a single unit of the stock', String(row.capacity))
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
