/** A resource by its id or code. One statement. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ResourceUnknown, resources } from '../resources/index.ts'
import type { RowOf } from '../storage/table.ts'

/** The id goes before a code that reads the same. @throws RESOURCE_UNKNOWN */
export async function findResource(
  { store }: Pick<QueryContext | CommandContext, 'store'>,
  named: string,
): Promise<RowOf<typeof resources>> {
  const found = await store.find(resources, {
    where: { anyOf: [{ id: named }, { code: named }] },
    orderBy: ['id'],
    limit: 2,
  })
  const row = found.find(({ id }) => id === named) ?? found[0]
  if (row === undefined) throw ResourceUnknown.create({ resourceId: named })
  return row
}
