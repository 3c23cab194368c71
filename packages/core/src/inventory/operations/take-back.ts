import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { MovementNotReversible, MovementUnknown } from '../errors.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { requireLocation } from '../read-items.ts'
import { requireLines, requireVoucher } from '../read-movement.ts'
import { momentOf } from '../resolve-lines.ts'
import { idText, quantityNumber, voucherMembers, voucherText } from '../shapes.ts'

const schema = z.strictObject({
  /** The issue, gift or consumption that took the goods: its id, or the number of its voucher in the branch. */
  movementId: voucherText,
  /** Which of its lines, and how much in the item's unit; all of it unless told. */
  lines: z
    .array(z.strictObject({ line: z.int().min(1), quantity: quantityNumber }))
    .min(1)
    .max(200)
    .optional(),
  /** Where it is put; where it was taken from unless told. */
  location: idText.optional(),
  ...voucherMembers,
})

export interface TakeBackGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TakeBackGoods> = schema

const errors = [...movementRefusals, MovementUnknown, MovementNotReversible] as const

const takenKinds: readonly string[] = ['issue', 'gift', 'consumption']

/** A customer brings goods back, or work did not need them: they come in at the cost at which they went out. */
export const takeBack: Operation<'command', TakeBackGoods, MovementPosted, MovementRefusal | (typeof errors)[number]> =
  operation({
    name: 'inventory.takeBack',
    summary: 'Takes goods back into stock that were issued, at the cost at which they left.',
    kind: 'command',
    input,
    output: postedSchema,
    errors,
    async run(context, { movementId: wantedId, lines: asked, location, at, on, ...given }) {
      const movement = await requireVoucher(context, wantedId)
      const movementId = movement.id
      if (!takenKinds.includes(movement.kind)) {
        throw MovementNotReversible.create({
          movementId,
          rule: `is a ${movement.kind}, which took nothing that could come back`,
        })
      }
      const issued = await requireLines(context, movementId)
      const target = location === undefined ? undefined : await requireLocation(context, location)
      const wanted = asked ?? issued.map(({ line, quantity }) => ({ line, quantity: -quantity }))
      const lines = wanted.map(({ line, quantity }) => {
        const row = issued.find((one) => one.line === line)
        if (row === undefined) throw MovementUnknown.create({ movementId, line })
        return {
          itemId: row.itemId,
          locationId: target?.id ?? row.locationId,
          quantity,
          lotId: row.lotId ?? undefined,
          serialId: row.serialId ?? undefined,
          of: { movementId, line },
          against: row.account ?? (movement.kind === 'gift' ? 'COGS:Gifts' : undefined),
        }
      })
      const posted = await postMovement(context, {
        kind: 'customerReturn',
        lines,
        at: momentOf(context, { at, on }, 'in'),
        orderId: movement.orderId ?? undefined,
        orderLineId: movement.orderLineId ?? undefined,
        category: issued[0]?.category ?? undefined,
        shootType: issued[0]?.shootType ?? undefined,
        correctsId: movementId,
        ...given,
      })
      return presentPosted(posted, context.studio.currency)
    },
  })
