/** A movement and its lines by id. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { MovementUnknown } from './errors.ts'
import { inventoryLines, inventoryMovements, type MovementLineRow, type MovementRow } from './tables.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** One statement. @throws MOVEMENT_UNKNOWN */
export async function requireMovement({ store }: Reading, movementId: string): Promise<MovementRow> {
  const row = await store.get(inventoryMovements, movementId)
  if (row === undefined) throw MovementUnknown.create({ movementId })
  return row
}

/** Its lines in their order. One statement. */
export const requireLines = ({ store }: Reading, movementId: string): Promise<MovementLineRow[]> =>
  store.find(inventoryLines, { where: { movementId }, orderBy: ['line'], limit: 'all' })
