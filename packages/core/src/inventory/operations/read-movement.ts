import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { MovementUnknown } from '../errors.ts'
import { type Movement, movementShape, presentMovement } from '../present.ts'
import { type NamedLine, namedLineSchema, presentNamedLine } from '../movement-log.ts'
import { requireLines, requireVoucher } from '../read-movement.ts'
import { readNamed } from '../read-named.ts'
import { voucherText } from '../shapes.ts'
import { inventoryCosts, inventoryMovements } from '../tables.ts'

const schema = z.strictObject({
  /** The id, or the number of the voucher in the branch. */
  movementId: voucherText,
})

export interface ReadMovement extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadMovement> = schema

const costShape = z.object({
  line: z.int(),
  /** price: it was bought for another price. cost: what it took cost otherwise. short: of it, cost of goods that left before they came. */
  kind: z.string(),
  /** Added to the value of the line. */
  amount: z.string(),
  /** The movement that brought it about. */
  causeId: z.string(),
  bookedOn: z.string(),
  /** Null where it moved nothing in the books. */
  entryId: z.string().nullable(),
})

const shape = z.object({
  ...movementShape,
  lines: z.array(namedLineSchema),
  /** What its lines turned out to be worth more or less, after they were booked. */
  costs: z.array(costShape),
  /** Movements that take it back or correct it. */
  correctedBy: z.array(z.string()),
})

export interface MovementRead extends Movement {
  lines: NamedLine[]
  costs: z.output<typeof costShape>[]
  correctedBy: string[]
}

const output: z.ZodType<MovementRead> = shape

/** A voucher with its lines, and what became of them. At most eight statements. */
export const movement: Operation<'query', ReadMovement, MovementRead, typeof MovementUnknown> = operation({
  name: 'inventory.movement',
  summary: 'Answers a movement with its lines, and what they turned out to cost.',
  kind: 'query',
  input,
  output,
  errors: [MovementUnknown],
  async run(context, { movementId: wanted }) {
    const row = await requireVoucher(context, wanted)
    const { id: movementId } = row
    const lines = await requireLines(context, movementId)
    const costs = await context.store.find(inventoryCosts, { where: { movementId }, orderBy: ['id'], limit: 'all' })
    const named = await readNamed(context.store, lines)
    const where = { correctsId: movementId }
    const corrected = await context.store.find(inventoryMovements, { where, orderBy: ['id'], limit: 'all' })
    return {
      ...presentMovement(row, lines, context.studio.currency),
      lines: lines.map((line) => presentNamedLine(line, named)),
      costs: costs.map(({ line, kind, amount, currency, causeId, bookedOn, entryId }) => {
        return { line, kind, amount: Money.ofMinor(amount, currency).toString(), causeId, bookedOn, entryId }
      }),
      correctedBy: corrected.map(({ id }) => id),
    }
  },
})
