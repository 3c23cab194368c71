import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { MovementInvalid, StockLocationInvalid } from '../errors.ts'
import { transferSent } from '../events.ts'
import { stockLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { resolveLines } from '../resolve-lines.ts'
import { idText, referenceText } from '../shapes.ts'
import { inventoryTransfers } from '../tables.ts'
import { presentTransfer, type Transfer, transferSchema } from '../transfer.ts'

const schema = z.strictObject({
  lines: stockLinesSchema,
  toBranch: idText,
  /** The id or code of a location there; `main` unless told. */
  toLocation: idText.optional(),
  reference: referenceText.optional(),
})

export interface SendTransfer extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SendTransfer> = schema

const errors = [...movementRefusals, BranchUnknown] as const

/** Sends goods to another branch: they leave this one now, and are on their way until that one receives them. */
export const sendTransfer: Operation<'command', SendTransfer, Transfer, MovementRefusal | (typeof errors)[number]> =
  operation({
    name: 'inventory.sendTransfer',
    summary: 'Sends goods to another branch.',
    kind: 'command',
    input,
    output: transferSchema,
    errors,
    async run(context, { lines, toBranch, toLocation = 'main', reference }) {
      if (toBranch === context.branch) {
        const rule = 'is of this branch: move the goods with inventory.move'
        throw StockLocationInvalid.create({ location: toLocation, rule })
      }
      if (!context.studio.hasBranch(toBranch)) {
        throw BranchUnknown.create({ tenant: context.tenant, branch: toBranch, known: context.studio.branches })
      }
      const resolved = await resolveLines(context, lines, 'out')
      const from = resolved[0]?.locationId ?? ''
      const elsewhere = resolved.findIndex((line) => line.locationId !== from)
      if (elsewhere >= 0) {
        const value = resolved[elsewhere]?.location.code ?? ''
        throw MovementInvalid.create({ line: elsewhere + 1, rule: 'must be at the location of the first', value })
      }
      const transferId = context.newId()
      const posted = await postMovement(context, { kind: 'transferOut', lines: resolved, reference, transferId })
      const row = context.store.insert(inventoryTransfers, {
        id: transferId,
        branch: context.branch,
        fromLocationId: from,
        toBranch,
        toLocationId: toLocation,
        status: 'inTransit',
        lines: posted.lines.map(({ itemId, quantity, value, lotId, serialId }) => {
          return { itemId, quantity: -quantity, value: `${-value}`, lotId, serialId }
        }),
        currency: context.studio.currency,
        sentAt: posted.movement.at,
        receivedAt: null,
      })
      context.emit(transferSent, { transferId, toBranch })
      return presentTransfer(row)
    },
  })
