import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { MovementNotReversible, MovementUnknown, StockAccountRefused } from '../errors.ts'
import { movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { requireLines, voucherId } from '../read-movement.ts'
import { amountText, idText, reasonText, referenceText, voucherText } from '../shapes.ts'

const schema = z.strictObject({
  /** The movement by which the goods came in: its id, or the number of its voucher in the branch. */
  movementId: voucherText,
  lines: z
    .array(
      z.strictObject({
        line: z.int().min(1),
        /** What is added to its value: below zero where the goods turned out cheaper. */
        difference: amountText,
      }),
    )
    .min(1)
    .max(200),
  /** The account that it is booked against; `GoodsReceived` unless told. */
  against: idText.optional(),
  reason: reasonText,
  reference: referenceText.optional(),
})

export interface CorrectPrice extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CorrectPrice> = schema

const errors = [
  ...movementRefusals,
  MovementUnknown,
  MovementNotReversible,
  AccountUnknown,
  AccountClosed,
  StockAccountRefused,
] as const

/** Goods turn out to have cost more or less: the difference follows them, to what is in stock and to the cost of what left. */
export const correctPrice: Operation<'command', CorrectPrice, MovementPosted, (typeof errors)[number]> = operation({
  name: 'inventory.correctPrice',
  summary: 'Corrects what received goods cost, in stock and in what left since.',
  kind: 'command',
  input,
  output: postedSchema,
  errors,
  async run(context, { movementId: wantedId, lines: asked, ...given }) {
    const movementId = await voucherId(context, wantedId)
    const received = await requireLines(context, movementId)
    const { currency } = context.studio
    const lines = asked.map(({ line, difference }) => {
      const row = received.find((one) => one.line === line)
      if (row === undefined) throw MovementUnknown.create({ movementId, line })
      return {
        itemId: row.itemId,
        locationId: row.locationId,
        quantity: 0,
        value: Money.of(difference, currency),
        of: { movementId, line },
      }
    })
    const posted = await postMovement(context, { kind: 'priceCorrection', lines, correctsId: movementId, ...given })
    return presentPosted(posted, currency)
  },
})
