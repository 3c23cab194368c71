import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  MovementNotReversible,
  type MovementRefusal,
  MovementUnknown,
  movementRefusals,
} from '../../inventory/index.ts'
import { ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { billRefusals, openDocumentSchema, presentOpenDocument } from '../../payables/index.ts'
import { creditNoteMembers } from '../bill-input.ts'
import { creditGoods } from '../credit-goods.ts'
import { UnbilledExceeded, UnbilledNotFitting, UnbilledUnknown } from '../errors.ts'

const schema = z.strictObject(creditNoteMembers)

export interface CreditGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CreditGoods> = schema

const outputShape = z.object({
  /** The credit note as the payables have it. */
  document: openDocumentSchema,
  lines: z.array(
    z.object({
      openId: z.string(),
      kind: z.string(),
      /** Units of a claim; 0 of goods that turn out cheaper. */
      quantity: z.int(),
      claimed: z.string(),
      credited: z.string(),
      /** Of a claim: what was credited less, the studio's loss. */
      lost: z.string(),
    }),
  ),
  approver: z.string().nullable(),
  /** The movement by which lower prices followed the goods; null where there were none. */
  correctionId: z.string().nullable(),
})

export interface GoodsCredited extends z.output<typeof outputShape> {}

const output: z.ZodType<GoodsCredited> = outputShape

const own = [
  UnbilledUnknown,
  UnbilledNotFitting,
  UnbilledExceeded,
  ApproverMissing,
  ApproverRefused,
  MovementUnknown,
  MovementNotReversible,
  ...billRefusals,
] as const

/** Books a supplier's credit note: for claims, or for goods that were billed and turn out cheaper. */
export const creditNote: Operation<'command', CreditGoods, GoodsCredited, MovementRefusal | (typeof own)[number]> =
  operation({
    name: 'procurement.creditNote',
    summary: "Books a supplier's credit note for goods.",
    kind: 'command',
    input,
    output,
    errors: [...movementRefusals, ...own],
    async run(context, given) {
      const { recorded, lines, approver, movementId } = await creditGoods(context, given)
      return {
        document: presentOpenDocument(recorded.open),
        lines: lines.map(({ row, quantity, given: { cost }, expected, difference }) => ({
          openId: row.id,
          kind: row.kind,
          quantity,
          claimed: expected.toString(),
          credited: cost.toString(),
          lost: (quantity === 0 ? expected : difference).toString(),
        })),
        approver,
        correctionId: movementId,
      }
    },
  })
