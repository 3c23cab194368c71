/** Under which ids resources are booked: their own, and those of the stock that they became. Pure. */
import type { BookResource } from '../resources/index.ts'
import type { Filter } from '../storage/filter.ts'
import type { AssignmentRow } from './tables.ts'

/** What of a resource says so. */
export type KnownAs = Pick<BookResource, 'id' | 'branch' | 'itemId' | 'serialId'>

/** What of an assignment says whose it is. */
export type AssignedTo = Pick<AssignmentRow, 'branch' | 'resourceId'>

/**
 * The resource to which something is assigned, out of these: by its own id, or by that of the unit of the stock, or of the item that is counted in its branch,
 * where it was booked before somebody said that it is this resource.
 */
export function whoseOf(resources: readonly KnownAs[]): (assigned: AssignedTo) => string | undefined {
  const byId = new Map<string, string>()
  const counted = new Map<string, string>()
  for (const { id, branch, itemId, serialId } of resources) {
    byId.set(id, id)
    if (serialId !== null) byId.set(serialId, id)
    else if (itemId !== null) counted.set(`${branch} ${itemId}`, id)
  }
  return ({ resourceId, branch }) => byId.get(resourceId) ?? counted.get(`${branch} ${resourceId}`)
}

/** What may be assigned to these resources; whether it is, whoseOf says. */
export const assignedTo = (resources: readonly KnownAs[]): Filter<AssignmentRow> => ({
  resourceId: {
    in: resources.flatMap(({ id, itemId, serialId }) => [id, serialId ?? itemId]).filter((id) => id !== null),
  },
})
