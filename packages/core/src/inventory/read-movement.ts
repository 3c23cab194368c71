/** A movement and its lines by id. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { isId } from '../values/id.ts'
import { MovementUnknown } from './errors.ts'
import { inventoryLines, inventoryMovements, type MovementLineRow, type MovementRow } from './tables.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** One statement. @throws MOVEMENT_UNKNOWN */
export async function requireMovement({ store }: Reading, movementId: string): Promise<MovementRow> {
  const row = await store.get(inventoryMovements, movementId)
  if (row === undefined) throw MovementUnknown.create({ movementId, line: null })
  return row
}

/** By its id, or by the number of its voucher in the session's branch. One statement. @throws MOVEMENT_UNKNOWN */
export async function requireVoucher(
  context: Reading & Pick<QueryContext, 'branch'>,
  idOrNumber: string,
): Promise<MovementRow> {
  if (isId(idOrNumber)) return requireMovement(context, idOrNumber)
  const where = { branch: context.branch, number: idOrNumber }
  const [row] = await context.store.find(inventoryMovements, { where, orderBy: ['id'], limit: 1 })
  if (row === undefined) throw MovementUnknown.create({ movementId: idOrNumber, line: null })
  return row
}

/** The id of a movement by the same. A statement where a number is given. @throws MOVEMENT_UNKNOWN */
export const voucherId = async (
  context: Reading & Pick<QueryContext, 'branch'>,
  idOrNumber: string,
): Promise<string> => (isId(idOrNumber) ? idOrNumber : (await requireVoucher(context, idOrNumber)).id)

/** Its lines in their order. One statement. */
export const requireLines = ({ store }: Reading, movementId: string): Promise<MovementLineRow[]> =>
  store.find(inventoryLines, { where: { movementId }, orderBy: ['line'], limit: 'all' })
