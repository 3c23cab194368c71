import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { MovementNotReversible, MovementUnknown } from '../errors.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { requireLines, requireMovement, voucherId } from '../read-movement.ts'
import { reasonText, voucherText } from '../shapes.ts'
import { inventoryCosts, inventoryMovements } from '../tables.ts'

const schema = z.strictObject({
  /** The receipt: its id, or the number of its voucher in the branch. */
  movementId: voucherText,
  reason: reasonText,
})

export interface ReverseReceipt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReverseReceipt> = schema

const errors = [...movementRefusals, MovementUnknown, MovementNotReversible] as const

/**
 * Takes back a receipt that was recorded by mistake: the goods go out of stock again, and what they were received at goes back to
 * the account that it came from. What they cost by now and were received at may differ: that is a stock difference.
 */
export const reverseReceipt: Operation<
  'command',
  ReverseReceipt,
  MovementPosted,
  MovementRefusal | (typeof errors)[number]
> = operation({
  name: 'inventory.reverseReceipt',
  summary: 'Takes back a receipt that was recorded by mistake.',
  kind: 'command',
  input,
  output: postedSchema,
  errors,
  async run(context, { movementId: wantedId, reason }) {
    const { store } = context
    const movementId = await voucherId(context, wantedId)
    await store.lock([`inventory.movement:${movementId}`])
    const movement = await requireMovement(context, movementId)
    const refuse = (rule: string) => MovementNotReversible.create({ movementId, rule })
    if (movement.kind !== 'receipt') throw refuse(`is a ${movement.kind}; take back what left with inventory.takeBack`)
    const [before] = await store.find(inventoryMovements, {
      where: { correctsId: movementId, kind: 'supplierReturn' },
      orderBy: ['id'],
      limit: 1,
    })
    if (before !== undefined) throw refuse(`was taken back by voucher ${before.number}`)
    const received = await requireLines(context, movementId)
    const costs = await store.find(inventoryCosts, { where: { movementId }, limit: 'all' })
    const lines = received.map((row) => {
      // What of it was cost at once was received all the same.
      const own = costs.filter((cost) => cost.line === row.line && cost.kind !== 'short')
      const later = own.reduce((sum, cost) => sum + cost.amount, 0n)
      return {
        itemId: row.itemId,
        locationId: row.locationId,
        quantity: -row.quantity,
        value: Money.ofMinor(row.value + later, row.currency),
        lotId: row.lotId ?? undefined,
        serialId: row.serialId ?? undefined,
        against: row.account ?? undefined,
      }
    })
    const supplierId = movement.supplierId ?? undefined
    const draft = { kind: 'supplierReturn', lines, reason, supplierId, correctsId: movementId } as const
    return presentPosted(await postMovement(context, draft), context.studio.currency)
  },
})
