import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown, StockLocationUnknown } from '../errors.ts'
import { type LoggedMovement, loggedSchema, presentLogged } from '../movement-log.ts'
import { requireLocationId } from '../read-items.ts'
import { readMovementLog } from '../read-movement-log.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'

const kinds = [
  'receipt',
  'issue',
  'customerReturn',
  'supplierReturn',
  'transferOut',
  'transferIn',
  'move',
  'adjustment',
  'count',
  'waste',
  'gift',
  'consumption',
  'production',
  'priceCorrection',
] as const

const schema = z.strictObject({
  ...pageMembers,
  /** That of the session unless told. */
  branch: idText.optional(),
  /** The code or id of an item: what moved of it. */
  item: idText.optional(),
  /** Only at this location: its id, or its code in `branch`, or else in the session's branch. */
  location: idText.optional(),
  kind: z.enum(kinds).optional(),
  actor: z.string().min(1).max(200).optional(),
  orderId: idText.optional(),
  /** Business dates, both included. */
  from: dateText.optional(),
  to: dateText.optional(),
})

export interface ListMovementLog extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListMovementLog> = schema

const outputShape = z.object({ items: z.array(loggedSchema), next: z.string().nullable() })

export interface MovementLog {
  items: LoggedMovement[]
  next: string | null
}

const output: z.ZodType<MovementLog> = outputShape

const errors = [StockItemUnknown, StockLocationUnknown] as const

/**
 * Who moved what, when and why, the newest first: vouchers by business date; of one item, its lines by when they happened. A page
 * may hold fewer than asked where a location is named, or an item and an actor; `next` says whether there is more. At most five
 * statements; one more each where a location is named, and where lots and single units moved.
 */
export const movementLog: Operation<'query', ListMovementLog, MovementLog, (typeof errors)[number]> = operation({
  name: 'inventory.movementLog',
  summary: 'Lists who moved what in stock, when and why.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { location, ...given }) {
    const branch = given.branch ?? context.branch
    const locationId = location === undefined ? undefined : await requireLocationId(context.store, branch, location)
    const { logged, named, next } = await readMovementLog(context, { ...given, locationId })
    return { items: logged.map((one) => presentLogged(one, named)), next }
  },
})
